"""Reads command lines by a grammar of the Globus CLI, with click, as the CLI does.

On standard input: {"grammar": as in globus-grammar.ts, "calls": [{"argv": [...], "files": {name: text}}]}.
On standard output, for each call: {"command", "values", "items"}, or {"error": what click says}.
"""

import json
import os
import re
import shlex
import sys
import tempfile

import click


class EndpointPath(click.ParamType):
    """`ID:PATH`, split at the first colon. param_types/endpoint_plus_path.py @ 2d7f11d"""

    name = "endpoint"

    def __init__(self, required):
        self.required = required

    def convert(self, value, param, ctx):
        endpoint, _, path = value.partition(":")
        if self.required and not path:
            self.fail("The path is required", param, ctx)
        return [str(click.UUID.convert(endpoint, param, ctx)), path]


class Notify(click.ParamType):
    """Events with commas between them. param_types/notify_param.py @ 1eb38c7"""

    name = "notify"

    def convert(self, value, param, ctx):
        events = {event.strip() for event in value.lower().split(",")} - {""}
        unknown = events - {"on", "off", "succeeded", "failed", "inactive"}
        if unknown or ("off" in events and len(events) > 1):
            self.fail(f"not a list of events: {value}", param, ctx)
        return sorted(events)


class Duration(click.ParamType):
    """Weeks, days, hours, minutes and seconds, each with its letter. parsing/param_types/timedelta.py"""

    name = "duration"

    def convert(self, value, param, ctx):
        if not value or not re.fullmatch(r"(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s?)?", value.replace(" ", "")):
            self.fail(f"couldn't parse timedelta: '{value}'", param, ctx)
        return value


# commands/timer/_common.py @ d0887ca
DAYS = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S%z"]


def make_type(name):
    if isinstance(name, list):
        return click.Choice(name, case_sensitive=False)
    return {
        "text": click.STRING,
        "uuid": click.UUID,
        "integer": click.INT,
        "endpoint:path": EndpointPath(True),
        "endpoint[:path]": EndpointPath(False),
        "notify": Notify(),
        "file": click.File("r"),
        "count": click.IntRange(min=1),
        "duration": Duration(),
        "day": click.DateTime(formats=DAYS),
    }[name]


def make_option(option):
    # Named after its first long name, as click does where no other is given.
    names = option["names"]
    long = next(name for name in names if name.startswith("--"))
    name = long.split("/")[0][2:].replace("-", "_")
    if "value" in option:
        multiple = option.get("multiple", False)
        return click.Option([name, *names], type=make_type(option["value"]), multiple=multiple)
    if option.get("count"):
        return click.Option([name, *names], count=True)
    # A pair that is left out is neither.
    return click.Option([name, *names], is_flag=True, default=None)


def make_command(name, rules, common, line_command=None):
    without = rules.get("without", [])
    options = [*rules["options"], *(one for one in common if not set(one["names"]) & set(without))]
    arguments = rules.get("arguments", [])
    params = [make_option(option) for option in options] + [
        click.Argument(
            [f"argument_{index}"],
            type=make_type(argument["type"]),
            required=not argument.get("optional", False),
            nargs=-1 if argument.get("many") else 1,
        )
        for index, argument in enumerate(arguments)
    ]

    def run(**values):
        for pair in rules.get("exclusive", []):
            if all(values[one[2:].replace("-", "_")] not in (None, False) for one in pair):
                raise click.UsageError(f"{' and '.join(pair)} exclude each other")
        if "interval" in values and not values["interval"] and values["stop_after_runs"] != 1:
            raise click.UsageError("`--interval` is required unless `--stop-after-runs=1`")
        items = []
        if values.get("batch"):
            items = read_batch(values["batch"], line_command)
        elif name == "transfer" and not all(values[f"argument_{index}"][1] for index in range(2)):
            raise click.UsageError("transfer requires either SOURCE_PATH and DEST_PATH or --batch")
        given = {key: value for key, value in values.items() if value not in (None, (), 0) and key != "batch"}
        return {"values": given, "items": items}

    return click.Command(name, params=params, callback=run, add_help_option=False)


def make_tree(grammar):
    line_command = make_command("line", grammar["batchLine"], [])
    tree = click.Group("globus")
    for path, rules in grammar["commands"].items():
        *groups, name = path.split(" ")
        parent = tree
        for group in groups:
            if group not in parent.commands:
                parent.add_command(click.Group(group))
            parent = parent.commands[group]
        parent.add_command(make_command(name, rules, grammar["common"], line_command))
    return tree


def read_batch(stream, line_command):
    """The items of a list, read line by line. utils.py, shlex_process_stream"""
    items = []
    for line in stream.read().splitlines():
        argv = shlex.split(line, comments=True)
        if argv:
            values = line_command.main(argv, standalone_mode=False)["values"]
            items.append([values.get("recursive"), values["argument_0"], values["argument_1"]])
    return items


def read_call(call, tree):
    for name, text in call.get("files", {}).items():
        with open(name, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    try:
        return tree.main(call["argv"], standalone_mode=False)
    except click.ClickException as error:
        return {"error": error.format_message()}
    except ValueError as error:
        return {"error": str(error)}


def main():
    asked = json.load(sys.stdin)
    tree = make_tree(asked["grammar"])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        answers = [read_call(call, tree) for call in asked["calls"]]
        os.chdir("/")
    json.dump(answers, sys.stdout, default=str)


main()
