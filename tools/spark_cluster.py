"""A real Spark cluster on this machine: a standalone master and two workers, each its own process, on loopback.

    python tools/spark_cluster.py                     start, print the master's address, stop on Enter or Ctrl-C
    python tools/spark_cluster.py COMMAND WORD ...    run a command with {master} filled in, then stop

For example, with the extra `scale` and Java 17:

    python tools/spark_cluster.py comity events fold --warehouse DIR --store STORE --spark {master}

Only processes that were started here are stopped, by their ids.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 240.0
"""Seconds until a part that has not come up is given up."""


@contextmanager
def cluster(workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """Start a master and `workers` workers of one core each; gives the master's address, and stops them all."""
    with tempfile.TemporaryDirectory() as name:
        home, started = Path(name), []
        try:
            port = _free_port()
            main = "org.apache.spark.deploy.master.Master"
            started.append(_start(home, "master", main, "--host", HOST, "--port", str(port), "--webui-port", "0"))
            _await(home / "master.log", "I have been elected leader", started[-1])
            address = f"spark://{HOST}:{port}"
            for number in range(workers):
                main = "org.apache.spark.deploy.worker.Worker"
                words = ("--host", HOST, "--cores", "1", "--memory", memory, "--webui-port", "0")
                work = ("--work-dir", str(home / f"work{number}"))
                started.append(_start(home, f"worker{number}", main, *words, *work, address))
            for number, process in enumerate(started[1:]):
                _await(home / f"worker{number}.log", "Successfully registered with master", process)
            yield address
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _start(home: Path, name: str, *words: str) -> subprocess.Popen[bytes]:
    import pyspark

    spark = Path(pyspark.__file__).parent
    settings = home / "log4j2.properties"
    settings.write_text(
        "rootLogger.level = info\nrootLogger.appenderRef.stdout.ref = console\n"
        "appender.console.type = Console\nappender.console.name = console\nappender.console.target = SYSTEM_ERR\n"
        "appender.console.layout.type = PatternLayout\nappender.console.layout.pattern = %m%n\n"
    )
    environment = os.environ | {
        "SPARK_HOME": str(spark),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": f"-Dlog4j2.configurationFile={settings.as_uri()}",
        "PYSPARK_PYTHON": sys.executable,
    }
    with (home / f"{name}.log").open("wb") as log:
        # spark-class replaces itself by Java, so the id of the process is Java's.
        return subprocess.Popen([str(spark / "bin" / "spark-class"), *words], env=environment, stdout=log, stderr=log)


def _await(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = log.read_text(errors="replace")
        if re.search(re.escape(words), said):
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"{log.stem} did not come up: {log.read_text(errors='replace')[-800:]}")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind((HOST, 0))
        return int(held.getsockname()[1])


def main() -> int:
    """Run the command of the arguments on a cluster, or hold one up until told to stop."""
    words = sys.argv[1:]
    with cluster() as master:
        if words:
            return subprocess.call([word.replace("{master}", master) for word in words])
        print(master, flush=True)
        with suppress(KeyboardInterrupt):
            sys.stdin.readline()
    return 0


if __name__ == "__main__":
    sys.exit(main())
