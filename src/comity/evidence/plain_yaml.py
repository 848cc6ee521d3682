"""Read YAML as plainly as people mean it: text, whole numbers, days and nothing; `NO` stays Norway."""

from collections.abc import Hashable
from typing import Any

from comity.errors import BadFile
from comity.terms.names import sanitise

_TYPED = ("int", "null", "timestamp")


def parse_yaml(text: str, label: str) -> Any:
    """Mappings, lists, text, integers, days and None.

    `BadFile`, which speaks of the file as `label`, for faults of form, repeated keys, deep nesting,
    tags, and aliases, a few bytes of which can stand for gigabytes.
    """
    import yaml

    try:
        return _load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = f", row {mark.line + 1}" if mark else ""
        problem = sanitise(str(getattr(error, "problem", None) or "not YAML"), 120)
        raise BadFile(f"{label}{row}: {problem}; write it as 'field: value' lines") from None
    except ValueError as error:
        raise BadFile(f"{label}: {sanitise(str(error), 120)}; mend it or put it in quotation marks") from None
    except RecursionError:
        raise BadFile(f"{label}: nested too deeply; write it as 'field: value' lines") from None


def _load(text: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()  # type: ignore[no-untyped-call]
            if isinstance(event, yaml.AliasEvent) or event.tag:
                problem = "tags (!) and aliases (*) are not read"
                raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            seen: set[str] = set()
            for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
                if key.value in seen:
                    problem = f"'{sanitise(key.value)}' is there twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(key.value)
            return super().construct_mapping(node, deep=deep)

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in held if tag.rpartition(":")[2] in _TYPED]
        for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)
