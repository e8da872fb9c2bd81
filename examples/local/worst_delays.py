"""The ten states whose arriving flights are late the longest, on average: the same question as worst-delays.sql.

    cloudtik submit cluster.yaml --file ../data/flights-20k.json --file ../data/airports.csv \\
        worst_delays.py '${job}/flights-20k.json' '${job}/airports.csv'

Each node needs Python and, unless Spark comes from a tarball, PySpark.
"""

import csv
import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import avg, col, count, lit


def main(flights_file, airports_file):
    spark = SparkSession.builder.appName("worst delays").getOrCreate()
    # Both files are small and on the driver's machine; what is large belongs on storage that all nodes see.
    with open(flights_file) as lines:
        flights = [(flight["delay"], flight["destination"]) for flight in json.load(lines)]
    with open(airports_file) as lines:
        airports = [(airport["iata"], airport["state"], airport["country"]) for airport in csv.DictReader(lines)]

    worst = (
        spark.createDataFrame(flights, "delay INT, destination STRING")
        .join(spark.createDataFrame(airports, "iata STRING, state STRING, country STRING"), col("destination") == col("iata"))
        # The state of some airports is not known, which the file writes as NA.
        .where((col("country") == "USA") & (col("state") != "NA"))
        .groupBy("state")
        .agg(count(lit(1)).alias("flights"), avg("delay").alias("average"))
        .orderBy(col("average").desc(), "state")
        .limit(10)
        .collect()
    )

    print("state  flights  average delay (min)")
    print("-----  -------  -------------------")
    for row in worst:
        print(f"{row.state:5}  {row.flights:7}  {row.average:19.1f}")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
