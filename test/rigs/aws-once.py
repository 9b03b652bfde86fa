"""Debian's aws, loaded once: each call is a fork of this process, with the caller's arguments, folder, variables and files.

A call of aws takes half a second of a processor, and nearly all of it to load itself. Its code is the same here, and so
is what a call changes: it ends with its process. aws-call.py is the caller.
"""

import io
import os
import signal
import socket
import sys
import threading

import awscli.clidriver
import botocore.loaders

# Where its package says that its data are: it says so in the variables, when it is loaded.
data_path = os.environ["AWS_DATA_PATH"]


def warm_up():
    """Loads what a call loads. To run one here would start a library whose locks do not live through a fork."""
    # A process serves one call, so what it has read of its own package may stay as it is.
    load_file, kept = botocore.loaders.JSONFileLoader.load_file, {}

    def load_once(self, path):
        if path not in kept:
            kept[path] = load_file(self, path)
        return kept[path]

    botocore.loaders.JSONFileLoader.load_file = load_once
    session = awscli.clidriver.create_clidriver().session
    session.set_credentials("x", "x")
    session.create_client("s3", region_name="us-west-2")


def read_call(connection):
    """The three files of a caller, its folder, its arguments and its variables."""
    data, files, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    size, _, data = data.partition(b"\n")
    while len(data) < int(size):
        data += connection.recv(1 << 16)
    count, folder, *rest = data.split(b"\0")[:-1]
    return files, folder, rest[: int(count)], rest[int(count) :]


def open_outputs():
    """Standard input and outputs as Python opens them at its start."""

    def wrap(number, errors, is_line_buffered):
        mode = "r" if number == 0 else "w"
        kind = io.BufferedReader if number == 0 else io.BufferedWriter
        raw = io.FileIO(number, mode, closefd=False)
        ends = None if number == 0 else "\n"
        return io.TextIOWrapper(
            kind(raw), "utf-8", errors, newline=ends, line_buffering=is_line_buffered or raw.isatty()
        )

    sys.stdin, sys.stdout = wrap(0, "surrogateescape", False), wrap(1, "surrogateescape", False)
    sys.stderr = wrap(2, "backslashreplace", True)


def end_with(connection):
    """Who is killed takes this with it."""
    connection.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


def serve(connection):
    """Runs one call, and tells its exit code."""
    files, folder, args, variables = read_call(connection)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    for variable in variables:
        name, _, value = variable.partition(b"=")
        os.environb[name] = value
    os.environ["AWS_DATA_PATH"] = data_path
    open_outputs()
    for number in signal.SIGTERM, signal.SIGCHLD:
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=end_with, args=[connection], daemon=True).start()
    sys.argv = ["aws", *map(os.fsdecode, args)]
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code or 0
    for output in sys.stdout, sys.stderr:
        output.flush()
    connection.send(bytes([code & 255]))
    os._exit(0)


def main(path):
    warm_up()
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(100)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    # Who waits for its children has their time counted with its own.
    signal.signal(signal.SIGCHLD, lambda *_: reap())
    print("ready", flush=True)
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            serve(connection)
        connection.close()


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


main(sys.argv[1])
