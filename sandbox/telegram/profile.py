"""What the bot says about itself: names, descriptions and command menus by language."""

from dataclasses import dataclass, field

from sandbox.telegram.records import Chat, Json, Profile

Scope = tuple[str, int | None, int | None]
DEFAULT_SCOPE: Scope = ("default", None, None)


@dataclass(slots=True)
class BotProfile:
    """Texts keyed by language ("" is for everybody), commands by scope and language.

    `inline` is whether the owner has switched inline mode on at BotFather.
    """

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    inline: bool = True
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def commands_for(self, chat: Chat, person: Profile) -> list[Json]:
        """Return the menu that a person sees in a chat: the narrowest scope that has one."""
        shared = "all_private_chats" if chat.kind == "private" else "all_group_chats"
        scopes: list[Scope] = [
            ("chat_member", chat.id, person.id),
            ("chat", chat.id, None),
            (shared, None, None),
            DEFAULT_SCOPE,
        ]
        for scope in scopes:
            for language in (person.language_code.split("-")[0], ""):
                if commands := self.commands.get((scope, language)):
                    return commands
        return []

    @staticmethod
    def text_for(texts: dict[str, str], language: str) -> str:
        """Return a text in a language, or the one for everybody."""
        return texts.get(language) or texts.get("", "")
