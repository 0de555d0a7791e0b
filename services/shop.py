"""The shop's use cases gathered in one place, as both faces and the workers receive them."""

from __future__ import annotations

from dataclasses import dataclass

from services.api.add import AddByApi
from services.api.ask import AskCancels, AskRefills
from services.api.authenticate import Authenticate
from services.api.keys import HideApiKey, MakeApiKey, StopOldApiKey
from services.api.read import ReadBalance, ReadRefills, ReadStatuses
from services.api.settings import ChooseApi, ReadApi
from services.api.sweep import DropOldCalls
from services.api.use import NoteApiUse
from services.books import OpenBooks, WatchLedger
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
from services.catalogue.sync import SyncCatalogue
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
from services.operators.catalogue.edits import ProposeEdit
from services.operators.catalogue.prices import ProposeMarkup, ProposePrices, ReadRules
from services.operators.catalogue.reading import ReadServicePanel, ReadWaiting
from services.operators.catalogue.reused import ProposeReused
from services.operators.catalogue.undoing import FindEdit, UndoEdit
from services.operators.confirm import CancelAct, ConfirmAct
from services.operators.console import TopUpFromConsole
from services.operators.customers import ReadCustomer, ReadHistory
from services.operators.figures import ReadPanel, ReadStats
from services.operators.money import ProposeDebit, ProposeTopup
from services.operators.orders import FindOrders, ListAllOrders, ReadStaffOrder
from services.operators.overruling import ProposeRefund, ProposeStatus
from services.operators.pausing import ProposePause, ResumeOrders
from services.operators.providers import ReadProviders, SwitchProvider
from services.operators.routes import ProposeRoutes, ReadRoutes
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
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ListOperators, ReadHome
from services.people.leaving import DeleteAccount, ReadLeaving
from services.people.own_data import ExportOwnData
from services.people.settle_in import AcceptTerms, SetLanguage
from services.people.wishes import ChoosePreferences, ReadPreferences
from services.providers.watch import WatchProviders
from services.support.answers import ReadAnswers
from services.support.customer import (
    AddToTicket,
    JudgeTicket,
    OpenTicket,
    ReadSupport,
    ReadTicket,
    SolveTicket,
)
from services.support.posts import FindTicket
from services.support.staff import CloseTicket, ListTickets, ReadStaffTicket, ReplyTicket
from services.wallet.export import ExportStatement
from services.wallet.figures import OpenWallet, ReadLine, ReadStatement, ReadWallet


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every use case, by what it does; built once by the composition root."""

    # people
    accept_terms: AcceptTerms
    choose_preferences: ChoosePreferences
    delete_account: DeleteAccount
    enter: EnterShop
    export_own_data: ExportOwnData
    list_operators: ListOperators
    mark_reachable: MarkReachable
    read_home: ReadHome
    read_leaving: ReadLeaving
    read_preferences: ReadPreferences
    remember_screen: RememberScreen
    set_language: SetLanguage

    # the served API: keys
    authenticate: Authenticate
    choose_api: ChooseApi
    hide_api_key: HideApiKey
    make_api_key: MakeApiKey
    note_api_use: NoteApiUse
    read_api: ReadApi
    stop_old_api_key: StopOldApiKey

    # the served API: actions
    add_by_api: AddByApi
    cancel_by_api: AskCancels
    drop_old_calls: DropOldCalls
    read_api_balance: ReadBalance
    read_api_refills: ReadRefills
    read_api_statuses: ReadStatuses
    refill_by_api: AskRefills

    # support
    add_to_ticket: AddToTicket
    close_ticket: CloseTicket
    find_ticket: FindTicket
    judge_ticket: JudgeTicket
    list_tickets: ListTickets
    open_ticket: OpenTicket
    read_answers: ReadAnswers
    read_staff_ticket: ReadStaffTicket
    read_support: ReadSupport
    read_ticket: ReadTicket
    reply_ticket: ReplyTicket
    solve_ticket: SolveTicket

    # wallet
    export_statement: ExportStatement
    open_wallet: OpenWallet
    read_line: ReadLine
    read_statement: ReadStatement
    read_wallet: ReadWallet

    # catalogue
    aisles: Aisles
    catalogue: Catalogue
    drop_favourite: DropFavourite
    figures: LiveFigures
    hide_departed: HideDeparted
    read_card_facts: ReadCardFacts
    read_favourites: ReadFavourites
    read_front: ReadFront
    refresh_catalogue: RefreshCatalogue
    refresh_figures: RefreshFigures
    save_favourite: SaveFavourite
    sync_catalogue: SyncCatalogue
    tell_favourites: TellFavourites

    # form
    change_list: ChangeList
    drop_form: DropForm
    drop_old_forms: DropOldForms
    edit_field: EditField
    fill_field: FillField
    finish_list: FinishList
    order_again: OrderAgain
    read_form: ReadForm
    split_quantity: SplitQuantity
    start_form: StartForm

    # files
    begin_export: BeginExport
    end_export: EndExport

    # ordering
    await_money: AwaitMoney
    ask_for_haste: AskForHaste
    ask_now: AskNow
    ask_refill: AskRefill
    cancel_order: CancelOrder
    export_orders: ExportOrders
    find_own_orders: FindOwnOrders
    forget_card: ForgetCard
    list_orders: ListOrders
    mark_card: MarkCard
    open_order: OpenOwnOrder
    pay_awaited: PayAwaited
    place_order: PlaceOrder
    quote_order: QuoteOrder
    read_care: ReadCare
    read_live_order: ReadLiveOrder
    read_order: ReadOrder
    remember_card: RememberCard

    # the ordering engine
    deliver_notices: DeliverNotices
    gather_evidence: GatherEvidence
    poll_orders: PollOrders
    poll_posts: PollPosts
    poll_refills: PollRefills
    recover_attempts: RecoverAttempts
    refresh_orders: RefreshOrders
    remind_reviews: RemindReviews
    send_asks: SendAsks
    serve_strays: ServeStrays
    submit_orders: SubmitOrders
    tell_late: TellLate
    watch_providers: WatchProviders

    # operators
    cancel_act: CancelAct
    confirm_act: ConfirmAct
    decide_case: DecideCase
    find_orders: FindOrders
    list_all_orders: ListAllOrders
    propose_api_switch: ProposeApiSwitch
    propose_block: ProposeBlock
    propose_debit: ProposeDebit
    propose_pause: ProposePause
    propose_refund: ProposeRefund
    propose_routes: ProposeRoutes
    propose_status: ProposeStatus
    propose_topup: ProposeTopup
    propose_unblock: ProposeUnblock
    propose_undo: ProposeUndo
    read_case: ReadCase
    read_customer: ReadCustomer
    read_history: ReadHistory
    read_inbox: ReadInbox
    read_panel: ReadPanel
    read_providers: ReadProviders
    read_routes: ReadRoutes
    read_staff_order: ReadStaffOrder
    read_stats: ReadStats
    resume_orders: ResumeOrders
    switch_provider: SwitchProvider
    sync_by_hand: SyncByHand
    top_up: TopUpFromConsole

    # operators on the catalogue
    find_edit: FindEdit
    propose_edit: ProposeEdit
    propose_markup: ProposeMarkup
    propose_prices: ProposePrices
    propose_reused: ProposeReused
    read_rules: ReadRules
    read_service_panel: ReadServicePanel
    read_waiting: ReadWaiting
    undo_edit: UndoEdit

    # the books
    drop_old_notices: DropOldNotices
    drop_old_quotes: DropOldQuotes
    open_books: OpenBooks
    watch_ledger: WatchLedger
