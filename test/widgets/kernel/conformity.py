"""Holds states of widgets, one a line of JSON, to ipywidgets' own classes: prints a complaint a line."""
import json
import sys

import ipywidgets
from ipywidgets.widgets.widget import _registry

classes = {cls.class_traits()["_model_name"].default_value: cls for _, cls in _registry.items()}


def made(cls):
    if cls is ipywidgets.widgets.widget_link.Link:
        return cls((ipywidgets.Text(), "value"), (ipywidgets.Text(), "value"))
    return cls()


for line in sys.stdin:
    state = json.loads(line)
    name = state["_model_name"]
    if name not in classes:
        print(f"{name}: there is no such model")
        continue
    widget = made(classes[name])
    theirs = widget.get_state()
    if name == "DropdownModel":
        widget.options = state["_options_labels"]
    for key, value in state.items():
        if key not in theirs:
            print(f"{name}.{key}: there is no such entry")
            continue
        if "IPY_MODEL_" in json.dumps(value):
            continue  # another line
        if not key.startswith("_"):
            try:
                widget.set_state({key: value})
            except Exception as error:
                print(f"{name}.{key}: {error}")
        now = json.loads(json.dumps(widget.get_state(key)[key]))
        if now != value:
            print(f"{name}.{key} is {value!r}, but ipywidgets has {now!r}")
