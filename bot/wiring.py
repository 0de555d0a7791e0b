"""Hands every use case the parts that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.parts import Parts
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.wording import Reading
from bot.wiring_api import api_actions, api_keys
from bot.wiring_catalogue import catalogue_desk, sync_of
from bot.wiring_people import people, support
from bot.wiring_providers import provider_desk
from domain.pacing import Pacing
from services.audit import AuditLedger
from services.books import OpenBooks, StopTheShop, WatchLedger
from services.catalogue.aisles import Aisles
from services.catalogue.departed import HideDeparted
from services.catalogue.favourites import (
    DropFavourite,
    ReadCardFacts,
    ReadFavourites,
    SaveFavourite,
    TellFavourites,
)
from services.catalogue.figures import LiveFigures, RefreshFigures
from services.catalogue.front import ReadFront
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.export import BeginExport, EndExport
from services.form.again import OrderAgain
from services.form.fill import EditField, FillField
from services.form.lists import ChangeList, FinishList
from services.form.read import DropForm, DropOldForms, ReadForm
from services.form.split import SplitQuantity
from services.form.start import StartForm
from services.housekeeping import DropOldNotices, DropOldQuotes
from services.operators.access import ProposeBlock, ProposeUnblock
from services.operators.api import ProposeApiSwitch
from services.operators.cases import DecideCase, ReadCase, ReadInbox
from services.operators.confirm import CancelAct, ConfirmAct
from services.operators.console import TopUpFromConsole
from services.operators.customers import ReadCustomer, ReadHistory
from services.operators.desk import Desk
from services.operators.figures import ReadPanel, ReadStats
from services.operators.money import ProposeDebit, ProposeTopup
from services.operators.orders import FindOrders, ListAllOrders, ReadStaffOrder
from services.operators.overruling import ProposeRefund, ProposeStatus
from services.operators.pausing import ProposePause, ResumeOrders
from services.operators.syncing import SyncByHand
from services.operators.undo import ProposeUndo
from services.ordering.aftercare.cancel import CancelOrder
from services.ordering.aftercare.care import ReadCare
from services.ordering.aftercare.posts import PollPosts
from services.ordering.aftercare.refill import AskRefill
from services.ordering.aftercare.refills import PollRefills
from services.ordering.aftercare.send import SendAsks
from services.ordering.ask_now import AskNow
from services.ordering.cards import (
    ForgetCard,
    MarkCard,
    OpenOwnOrder,
    ReadLiveOrder,
    RememberCard,
)
from services.ordering.decide import DecideReview
from services.ordering.export import ExportOrders
from services.ordering.find import FindOwnOrders
from services.ordering.history import ListOrders, ReadOrder
from services.ordering.late import AskForHaste, TellLate
from services.ordering.pay_later import AwaitMoney, PayAwaited
from services.ordering.place import PlaceOrder
from services.ordering.poll import PollOrders
from services.ordering.quote import QuoteOrder
from services.ordering.reconcile import GatherEvidence, RecoverAttempts, RemindReviews
from services.ordering.refresh import RefreshOrders
from services.ordering.strays import ServeStrays
from services.ordering.submit import SubmitOrders
from services.outbox import DeliverNotices
from services.providers.provider import Provider
from services.providers.watch import WatchProviders
from services.shop import Services
from services.wallet.export import ExportStatement
from services.wallet.figures import OpenWallet, ReadLine, ReadStatement, ReadWallet

if TYPE_CHECKING:
    from typing import Any

    from aiogram import Bot

    from services.providers.provider import Providers


__all__ = ["Parts", "wire"]


def wire(parts: Parts, bot: Bot) -> Services:
    """Build every use case."""
    catalogue = _catalogue_and_form(parts)
    orders = _orders(parts, catalogue["figures"])
    return Services(
        **people(parts),
        **support(parts, catalogue["figures"]),
        **api_keys(parts),
        **api_actions(parts, catalogue, orders),
        **_wallet(parts),
        **catalogue,
        **orders,
        **_engine(parts, bot, catalogue["figures"]),
        **_operators(parts, catalogue),
        **catalogue_desk(parts),
        **_books(parts),
    )


def _wallet(parts: Parts) -> dict[str, Any]:
    database = parts.database
    return {
        "export_statement": ExportStatement(database),
        "open_wallet": OpenWallet(database),
        "read_line": ReadLine(database),
        "read_statement": ReadStatement(
            database, StopTheShop(database, parts.clock, parts.owners)
        ),
        "read_wallet": ReadWallet(database),
    }


def _catalogue_and_form(parts: Parts) -> dict[str, Any]:
    database, clock, catalogue = parts.database, parts.clock, Catalogue()
    figures = LiveFigures()
    aisles = Aisles(catalogue, figures)
    return {
        "catalogue": catalogue,
        "aisles": aisles,
        "figures": figures,
        "drop_favourite": DropFavourite(database),
        "hide_departed": HideDeparted(database, clock, frozenset(parts.providers), parts.owners),
        "read_card_facts": ReadCardFacts(database),
        "read_favourites": ReadFavourites(database),
        "read_front": ReadFront(database, aisles),
        "save_favourite": SaveFavourite(database, clock),
        "tell_favourites": TellFavourites(database, clock),
        "refresh_catalogue": RefreshCatalogue(database, catalogue),
        "refresh_figures": RefreshFigures(database, clock, figures),
        "sync_catalogue": sync_of(parts),
        "drop_form": DropForm(database),
        "drop_old_forms": DropOldForms(database, clock),
        "edit_field": EditField(database, clock, catalogue),
        "fill_field": FillField(database, clock, catalogue),
        "change_list": ChangeList(database, clock, catalogue),
        "finish_list": FinishList(database, clock, catalogue),
        "order_again": OrderAgain(database, clock, catalogue),
        "read_form": ReadForm(database, clock, catalogue),
        "split_quantity": SplitQuantity(database, clock, catalogue),
        "start_form": StartForm(database, clock, catalogue),
    }


def _orders(parts: Parts, figures: LiveFigures) -> dict[str, Any]:
    database = parts.database
    return {
        "ask_for_haste": AskForHaste(database, parts.clock, parts.owners, figures),
        "ask_now": AskNow(database, parts.clock),
        "open_order": OpenOwnOrder(database, parts.clock, figures),
        "begin_export": BeginExport(database, parts.clock),
        "end_export": EndExport(database, parts.clock),
        "export_orders": ExportOrders(database),
        "find_own_orders": FindOwnOrders(database, parts.clock),
        "ask_refill": AskRefill(database, parts.clock, parts.configuration.settings.refill_after),
        "cancel_order": CancelOrder(database, parts.clock),
        "forget_card": ForgetCard(database),
        "list_orders": ListOrders(database, parts.clock),
        "mark_card": MarkCard(database),
        "await_money": AwaitMoney(database),
        "pay_awaited": PayAwaited(database, parts.clock, parts.tokens),
        "place_order": PlaceOrder(
            database,
            parts.clock,
            parts.tokens,
            parts.configuration.settings.min_margin_percent,
        ),
        "quote_order": QuoteOrder(database, parts.clock, parts.tokens),
        "read_care": ReadCare(database),
        "read_live_order": ReadLiveOrder(database, parts.clock, figures),
        "read_order": ReadOrder(database),
        "remember_card": RememberCard(database),
    }


def _engine(parts: Parts, bot: Bot, figures: LiveFigures) -> dict[str, Any]:
    database, clock, owners = parts.database, parts.clock, parts.owners
    providers, pacing = _providers(parts), _pacing(parts)
    messenger = TelegramMessenger(
        bot=bot,
        currency=parts.configuration.settings.currency,
        reading=Reading.of(database, clock, figures),
        clock=clock,
    )
    margin = parts.configuration.settings.min_margin_percent
    submit = SubmitOrders(database, clock, owners, providers, pacing, margin)
    return {
        "deliver_notices": DeliverNotices(database, clock, messenger),
        "gather_evidence": GatherEvidence(database, clock, owners, providers),
        "poll_orders": PollOrders(database, clock, owners, providers, pacing),
        "poll_posts": PollPosts(database, clock, owners, providers, pacing),
        "poll_refills": PollRefills(database, clock, owners, providers, pacing),
        "recover_attempts": RecoverAttempts(database, clock, owners),
        "refresh_orders": RefreshOrders(database, clock, owners, providers, pacing),
        "remind_reviews": RemindReviews(database, clock, owners),
        "send_asks": SendAsks(database, clock, owners, providers, pacing),
        "serve_strays": ServeStrays(database, submit),
        "tell_late": TellLate(database, clock, figures),
        "submit_orders": submit,
        "watch_providers": WatchProviders(database, clock, owners, providers),
    }


def _operators(parts: Parts, catalogue: dict[str, Any]) -> dict[str, Any]:
    desk = Desk(parts.database, parts.clock, parts.tokens, parts.owners)
    deciding = DecideReview(parts.database, parts.clock, _providers(parts), _pacing(parts))
    syncing = (catalogue["sync_catalogue"], catalogue["refresh_catalogue"])
    return {
        **provider_desk(parts, desk, _providers(parts)),
        "cancel_act": CancelAct(desk),
        "confirm_act": ConfirmAct(desk),
        "decide_case": DecideCase(desk, deciding),
        "find_orders": FindOrders(desk),
        "list_all_orders": ListAllOrders(desk),
        "propose_api_switch": ProposeApiSwitch(desk),
        "propose_block": ProposeBlock(desk),
        "propose_debit": ProposeDebit(desk),
        "propose_pause": ProposePause(desk),
        "propose_refund": ProposeRefund(desk),
        "propose_status": ProposeStatus(desk),
        "propose_topup": ProposeTopup(desk),
        "propose_unblock": ProposeUnblock(desk),
        "propose_undo": ProposeUndo(desk),
        "read_case": ReadCase(desk, _pacing(parts)),
        "read_customer": ReadCustomer(desk),
        "read_history": ReadHistory(desk),
        "read_inbox": ReadInbox(desk),
        "read_panel": ReadPanel(desk),
        "read_staff_order": ReadStaffOrder(desk),
        "read_stats": ReadStats(desk),
        "resume_orders": ResumeOrders(desk),
        "sync_by_hand": SyncByHand(desk, *syncing),
        "top_up": TopUpFromConsole(desk),
    }


def _books(parts: Parts) -> dict[str, Any]:
    database, clock = parts.database, parts.clock
    audit = AuditLedger(database, clock)
    return {
        "drop_old_notices": DropOldNotices(database, clock),
        "drop_old_quotes": DropOldQuotes(database, clock),
        "open_books": OpenBooks(database),
        "watch_ledger": WatchLedger(audit, StopTheShop(database, clock, parts.owners)),
    }


def _providers(parts: Parts) -> Providers:
    given = {provider.name: provider for provider in parts.configuration.providers}
    return {
        name: Provider(
            client=client,
            fx=parts.configuration.rates[given[name].currency],
            max_inflight=given[name].max_in_flight,
            bonus_percent=given[name].bonus_percent,
            priority=given[name].priority,
            per_minute=given[name].per_minute,
        )
        for name, client in parts.providers.items()
    }


def _pacing(parts: Parts) -> Pacing:
    settings = parts.configuration.settings
    return Pacing(
        poll_first_s=settings.poll_first_s,
        poll_max_s=settings.poll_max_s,
        submit_deadline_s=settings.submit_deadline_s,
        settle_s=settings.settle_s,
    )
