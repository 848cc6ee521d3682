"""The tools as a server of the Model Context Protocol."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from importlib import resources
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import ValidationError

from comity import __version__
from comity.errors import ComityError
from comity.mcp.of_atlas import OfAtlas
from comity.mcp.of_pair import OfPair
from comity.mcp.workplace import Workplace
from comity.terms.names import sanitise

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def instructions() -> str:
    """How an assistant uses the tools honestly."""
    return resources.files("comity.mcp").joinpath("instructions.md").read_text("utf-8")


class Server(MCPServer[Any]):
    """A server that tells a question of the wrong shape in one line, and refuses words that a tool does not know.

    A word that is passed over in silence, as-of under another name, would give an answer to another question.
    """

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """The tool's answer. Raises ToolError."""
        tool = next((t for t in await self.list_tools() if t.name == name), None)
        known = [] if tool is None else list(tool.input_schema.get("properties", {}))
        if tool is not None and (strange := sorted(set(arguments) - set(known))):
            raise ToolError(f"{name} takes {', '.join(known)}; it does not know {sanitise(', '.join(strange), 80)}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            found = error.__cause__.errors(include_input=False, include_url=False)
            wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in found]
            raise ToolError(f"{name}: {sanitise('; '.join(wrong), 400)}") from None


def server(at: Workplace) -> MCPServer[Any]:
    """A server whose tools answer from a workplace. None of them changes anything."""
    made = Server("comity", title="Comity", version=__version__, instructions=instructions(), log_level="CRITICAL")
    atlas, pair = OfAtlas(at), OfPair(at)
    for tool in (
        atlas.find_states,
        pair.page1,
        pair.ask,
        atlas.series,
        atlas.rank,
        atlas.compare,
        atlas.chronicle,
        pair.why,
        pair.not_known,
        atlas.measures,
    ):
        made.add_tool(_in_one_line(tool), description=inspect.getdoc(tool), annotations=_READS, structured_output=False)
    return made


def _in_one_line(tool: Callable[..., str]) -> Callable[..., str]:
    """The tool, whose mistakes are told in one line and whose faults give nothing of the machine away."""

    @functools.wraps(tool)
    def told(*given: object, **named: object) -> str:
        try:
            return tool(*given, **named)
        except ComityError as error:
            raise ToolError(" ".join(str(error).split())) from None
        except Exception as error:
            raise ToolError(f"a fault of Comity ({type(error).__name__}); the question cannot be answered") from None

    return told
