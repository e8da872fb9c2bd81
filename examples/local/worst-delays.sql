-- The ten states whose arriving flights are late the longest, on average.
--   cloudtik submit cluster.yaml --file ../data/flights-20k.json --file ../data/airports.csv worst-delays.sql
-- ${job} is the job's folder on the head, where the files are put. All nodes of a local cluster see it; on machines of
-- their own the files belong on shared storage.

CREATE TEMPORARY VIEW flights (delay INT, destination STRING)
USING json OPTIONS (path '${job}/flights-20k.json', multiLine true);

CREATE TEMPORARY VIEW airports
USING csv OPTIONS (path '${job}/airports.csv', header true);

SELECT airports.state, count(*) AS flights, round(avg(flights.delay), 1) AS `average delay (min)`
FROM flights JOIN airports ON airports.iata = flights.destination
WHERE airports.country = 'USA' AND airports.state <> 'NA'  -- NA: the state is not known
GROUP BY airports.state
ORDER BY avg(flights.delay) DESC, airports.state
LIMIT 10;
