-- Where the flights from one airport go: the five busiest routes, and how many of their flights were late.
--   cloudtik submit cluster.yaml --file ../data/flights-20k.json --file ../data/airports.csv routes.sql from=ORD
-- ${from} is an argument of the job, ${late} what SET says.

SET late = 15;

CREATE TEMPORARY VIEW flights (delay INT, distance INT, origin STRING, destination STRING)
USING json OPTIONS (path '${job}/flights-20k.json', multiLine true);

CREATE TEMPORARY VIEW airports
USING csv OPTIONS (path '${job}/airports.csv', header true);

SELECT airports.city AS city, count(*) AS flights, any_value(distance) AS miles,
       round(100 * avg(if(delay > ${late}, 1, 0)), 1) AS `late %`
FROM flights JOIN airports ON airports.iata = flights.destination
WHERE origin = '${from}'
GROUP BY destination, airports.city
ORDER BY count(*) DESC, airports.city
LIMIT 5;
