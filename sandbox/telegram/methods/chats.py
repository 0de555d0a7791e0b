"""Facts about chats and their members."""

from aiogram.methods import GetChat, GetChatMember, GetChatMemberCount, GetMe, LeaveChat

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request

ACCENT_COLOURS = 7
MAX_REACTIONS = 1


def get_me(desk: Desk, call: GetMe) -> Json:
    """Say who the bot is."""
    del call
    name = desk.profile.text_for(desk.profile.names, "") or desk.cloud.bot["first_name"]
    return {
        **desk.cloud.bot,
        "first_name": name,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": desk.profile.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(desk: Desk, call: GetChat) -> Json:
    """Describe a chat."""
    chat = desk.chat(call.chat_id)
    pinned = [message for message in chat.messages.values() if message.pinned]
    answer = {
        **desk.cloud.chat_json(chat),
        "accent_color_id": abs(chat.id) % ACCENT_COLOURS,
        "max_reaction_count": MAX_REACTIONS,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if pinned:
        answer["pinned_message"] = desk.cloud.message_json(pinned[-1])
    return answer


def get_chat_member(desk: Desk, call: GetChatMember) -> Json:
    """Say what somebody is in a chat."""
    chat = desk.chat(call.chat_id)
    if call.user_id == desk.cloud.bot["id"]:
        return {"status": "member", "user": desk.cloud.bot}
    if call.user_id not in chat.members:
        raise bad_request("member not found")
    return {"status": "member", "user": desk.cloud.profiles[call.user_id].user()}


def get_chat_member_count(desk: Desk, call: GetChatMemberCount) -> int:
    """Count the members, the bot among them."""
    return len(desk.chat(call.chat_id).members) + 1


def leave_chat(desk: Desk, call: LeaveChat) -> bool:
    """Leave a group; a private chat cannot be left."""
    chat = desk.chat(call.chat_id)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    del desk.cloud.chats[chat.id]
    desk.cloud.changed("seats")
    return True


HANDLERS: Handlers = {
    GetMe: get_me,
    GetChat: get_chat,
    GetChatMember: get_chat_member,
    GetChatMemberCount: get_chat_member_count,
    LeaveChat: leave_chat,
}
