"""One ClickHouse node out of the library that npm's chdb brings, for tests. It ends with the process that started it.

usage: clickhouse-node.py LIBCHDB DIR HTTP_PORT TCP_PORT SECONDS
"""
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

library, folder, http_port, tcp_port, seconds = sys.argv[1:6]
ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
if os.getppid() == 1:
    sys.exit("the starting process is gone")

query = (
    "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; "
    f"SELECT sleepEachRow(1) FROM numbers({int(seconds)}) "
    "SETTINGS max_block_size = 1 FORMAT Null"
)
arguments = [
    b"clickhouse",
    f"--path={folder}".encode(),
    b"--listen_host=127.0.0.1",
    f"--http_port={http_port}".encode(),
    f"--tcp_port={tcp_port}".encode(),
    b"--query",
    query.encode(),
]
engine = ctypes.CDLL(library)
engine.chdb_query_cmdline.restype = ctypes.c_void_p
engine.chdb_query_cmdline(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments))
