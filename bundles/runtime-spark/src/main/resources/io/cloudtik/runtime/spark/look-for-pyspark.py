# Arguments: the oldest Python that will do, and the minor version of PySpark if this Python must have it. Ends with 0 if so.
import sys

oldest = tuple(int(part) for part in sys.argv[1].split("."))
if sys.version_info[:2] < oldest:
    sys.exit("it has Python %d.%d" % sys.version_info[:2])
if len(sys.argv) < 3:
    sys.exit(0)
try:
    import pyspark
    import py4j
except ImportError as error:
    sys.exit("Python in %s says: %s" % (sys.executable, error))
if not pyspark.__version__.startswith(sys.argv[2] + "."):
    sys.exit("it has PySpark %s" % pyspark.__version__)
