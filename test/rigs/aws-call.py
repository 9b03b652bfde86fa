"""Calls the aws that aws-once.py has loaded, at the socket named first: nothing is imported that takes long."""

import posix
import sys

import _socket

connection = _socket.socket(_socket.AF_UNIX)
connection.connect(sys.argv[1])
args = [arg.encode("utf-8", "surrogateescape") for arg in sys.argv[2:]]
variables = [name + b"=" + value for name, value in posix.environ.items()]
call = b"".join(part + b"\0" for part in [b"%d" % len(args), posix.getcwdb(), *args, *variables])
files = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
connection.sendmsg([b"%d\n" % len(call)], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
connection.sendall(call)
code = connection.recv(1)
# Killed, it says nothing.
sys.exit(code[0] if code else 137)
