"""The shop's use cases gathered in one place, as both faces and the workers receive them."""

from __future__ import annotations

from dataclasses import dataclass

from services.audit import AuditLedger
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.catalogue.sync import SyncCatalogue
from services.form.fill import EditField, FillField
from services.form.read import DropForm, DropOldForms, ReadForm
from services.form.start import StartForm
from services.ordering.cards import ForgetCard, MarkCard, ReadLiveOrder, RememberCard
from services.ordering.history import ListOrders, ReadOrder
from services.ordering.place import PlaceOrder
from services.ordering.quote import QuoteOrder
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ListOperators, ReadHome
from services.people.settle_in import AcceptTerms, SetLanguage
from services.wallet.figures import ReadStatement, ReadWallet
from services.wallet.notices import ReadMoneyNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every use case, by what it does; built once by the composition root."""

    # people
    accept_terms: AcceptTerms
    enter: EnterShop
    list_operators: ListOperators
    mark_reachable: MarkReachable
    read_home: ReadHome
    remember_screen: RememberScreen
    set_language: SetLanguage

    # wallet
    read_money_notice: ReadMoneyNotice
    read_statement: ReadStatement
    read_wallet: ReadWallet

    # catalogue
    catalogue: Catalogue
    refresh_catalogue: RefreshCatalogue
    sync_catalogue: SyncCatalogue

    # form
    drop_form: DropForm
    drop_old_forms: DropOldForms
    edit_field: EditField
    fill_field: FillField
    read_form: ReadForm
    start_form: StartForm

    # ordering
    forget_card: ForgetCard
    list_orders: ListOrders
    mark_card: MarkCard
    place_order: PlaceOrder
    quote_order: QuoteOrder
    read_live_order: ReadLiveOrder
    read_order: ReadOrder
    remember_card: RememberCard

    # the books
    audit_ledger: AuditLedger
