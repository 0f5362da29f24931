"""The keys of the workbench: what can be done by a single key, and which key that is unless changed.

``static/js/keys.js`` does the same; both are held to ``tests/vectors/keys.json``. A key is written as what
it types: ``j``, ``J`` for Shift and J. Digits belong to the labels.
"""

import re
from collections.abc import Mapping

USUAL: Mapping[str, str] = {
    "next_sentence": "j",
    "previous_sentence": "k",
    "extend_forward": "J",
    "extend_back": "K",
    "next_clause": ".",
    "previous_clause": ",",
    "add_clause": ">",
    "drop_clause": "<",
    "end_forward": "l",
    "end_back": "h",
    "start_forward": "L",
    "start_back": "H",
    "end_forward_by_one": "]",
    "end_back_by_one": "[",
    "start_forward_by_one": "}",
    "start_back_by_one": "{",
    "next_tag": "n",
    "previous_tag": "p",
    "relabel": "e",
    "choose_source": "s",
    "add_source": "S",
    "unlink": "u",
    "comment": "c",
    "guidelines": "g",
    "history": "U",
    "undo": "z",
    "redo": "Z",
    "help": "?",
}

_KEY = re.compile(r"[!-/:-~]")  # one printable ASCII character that is no digit


def may_be_key(word: str) -> bool:
    """Whether ``word`` is a key that an action may have."""
    return _KEY.fullmatch(word) is not None


def changed(keys: Mapping[str, str]) -> dict[str, str]:
    """Return those of the keys that differ from the usual ones, in a fixed order."""
    return {action: keys[action] for action in USUAL if keys.get(action, USUAL[action]) != USUAL[action]}


def clashes(keys: Mapping[str, str]) -> dict[str, list[str]]:
    """Return by key the actions that would share it; what ``keys`` leaves out has its usual key."""
    actions: dict[str, list[str]] = {}
    for action, usual in USUAL.items():
        actions.setdefault(keys.get(action, usual), []).append(action)
    return {key: names for key, names in actions.items() if len(names) > 1}
