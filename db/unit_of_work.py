"""One transaction with its repositories, made only when first used."""

from __future__ import annotations

from functools import cached_property

from db.catalogue_reads import CatalogueReads
from db.repositories.api_days import ApiDays
from db.repositories.api_keys import ApiKeys
from db.repositories.api_orders import ApiOrders
from db.repositories.api_repeats import ApiRepeats
from db.repositories.api_tests import ApiTests
from db.repositories.asks import Asks
from db.repositories.attempts import Attempts
from db.repositories.audit import Audit
from db.repositories.cards import Cards
from db.repositories.confirmations import Confirmations
from db.repositories.drafts import Drafts
from db.repositories.erasure import Erasure
from db.repositories.exports import Exports
from db.repositories.figures import Figures
from db.repositories.history import History
from db.repositories.journal import Journal
from db.repositories.late_orders import LateOrders
from db.repositories.learnt import LearntDialects
from db.repositories.ledger import Ledger
from db.repositories.order_moves import OrderMoves
from db.repositories.order_polls import OrderPolls
from db.repositories.order_search import OrderSearch
from db.repositories.orders import Orders
from db.repositories.outbox import Outbox
from db.repositories.own_data import OwnData
from db.repositories.pings import Pings
from db.repositories.placing import Placing
from db.repositories.posts import Posts
from db.repositories.preferences import PreferenceStore
from db.repositories.purses import Purses
from db.repositories.quotes import Quotes
from db.repositories.recent_orders import RecentOrders
from db.repositories.reviews import Reviews
from db.repositories.routes import Routes
from db.repositories.shop_state import ShopState
from db.repositories.statement import StatementLines
from db.repositories.states import ChatStates
from db.repositories.tickets import Tickets
from db.repositories.users import Users
from db.repositories.waiting import Waiting


class Reads(CatalogueReads):
    """Repositories on one connection, for reading."""

    @cached_property
    def users(self) -> Users:
        """People."""
        return Users(self.connection)

    @cached_property
    def ledger(self) -> Ledger:
        """Accounts and transfers."""
        return Ledger(self.connection)

    @cached_property
    def purses(self) -> Purses:
        """What customers have, at a glance."""
        return Purses(self.connection)

    @cached_property
    def quotes(self) -> Quotes:
        """Prices that were offered."""
        return Quotes(self.connection)

    @cached_property
    def orders(self) -> Orders:
        """Orders."""
        return Orders(self.connection)

    @cached_property
    def figures(self) -> Figures:
        """What rows add up to for operators."""
        return Figures(self.connection)

    @cached_property
    def history(self) -> History:
        """Orders as their owner browses them."""
        return History(self.connection)

    @cached_property
    def exports(self) -> Exports:
        """Files under way."""
        return Exports(self.connection)

    @cached_property
    def late_orders(self) -> LateOrders:
        """Orders that run longer than usual."""
        return LateOrders(self.connection)

    @cached_property
    def statement(self) -> StatementLines:
        """Wallet lines as their owner reads them."""
        return StatementLines(self.connection)

    @cached_property
    def order_moves(self) -> OrderMoves:
        """Orders on their way."""
        return OrderMoves(self.connection)

    @cached_property
    def order_polls(self) -> OrderPolls:
        """Orders asked about."""
        return OrderPolls(self.connection)

    @cached_property
    def placing(self) -> Placing:
        """What placing an order must know."""
        return Placing(self.connection)

    @cached_property
    def waiting(self) -> Waiting:
        """Orders that wait for another."""
        return Waiting(self.connection)

    @cached_property
    def recent_orders(self) -> RecentOrders:
        """What a customer ordered lately."""
        return RecentOrders(self.connection)

    @cached_property
    def order_search(self) -> OrderSearch:
        """Everybody's orders."""
        return OrderSearch(self.connection)

    @cached_property
    def asks(self) -> Asks:
        """Requests to refill or cancel."""
        return Asks(self.connection)

    @cached_property
    def posts(self) -> Posts:
        """Orders that subscriptions made."""
        return Posts(self.connection)

    @cached_property
    def attempts(self) -> Attempts:
        """Tries to place orders."""
        return Attempts(self.connection)

    @cached_property
    def reviews(self) -> Reviews:
        """Cases for operators."""
        return Reviews(self.connection)

    @cached_property
    def cards(self) -> Cards:
        """Live order cards."""
        return Cards(self.connection)

    @cached_property
    def learnt_dialects(self) -> LearntDialects:
        """How providers want to be asked."""
        return LearntDialects(self.connection)

    @cached_property
    def routes(self) -> Routes:
        """By which listings services are bought."""
        return Routes(self.connection)

    @cached_property
    def outbox(self) -> Outbox:
        """Notices to deliver."""
        return Outbox(self.connection)

    @cached_property
    def erasure(self) -> Erasure:
        """Forgetting somebody who leaves."""
        return Erasure(self.connection)

    @cached_property
    def own_data(self) -> OwnData:
        """What somebody may take along."""
        return OwnData(self.connection)

    @cached_property
    def pings(self) -> Pings:
        """What already rang in chats."""
        return Pings(self.connection)

    @cached_property
    def preferences(self) -> PreferenceStore:
        """How people want to be told."""
        return PreferenceStore(self.connection)

    @cached_property
    def tickets(self) -> Tickets:
        """What customers asked the shop."""
        return Tickets(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        """Unfinished orders."""
        return Drafts(self.connection)

    @cached_property
    def states(self) -> ChatStates:
        """Form states of chats."""
        return ChatStates(self.connection)

    @cached_property
    def confirmations(self) -> Confirmations:
        """Operators' confirm cards."""
        return Confirmations(self.connection)

    @cached_property
    def journal(self) -> Journal:
        """The operators' audit lines."""
        return Journal(self.connection)

    @cached_property
    def audit(self) -> Audit:
        """Questions to the ledger as a whole."""
        return Audit(self.connection)

    @cached_property
    def api_keys(self) -> ApiKeys:
        """Keys of the served API."""
        return ApiKeys(self.connection)

    @cached_property
    def api_days(self) -> ApiDays:
        """What customers did by API each day."""
        return ApiDays(self.connection)

    @cached_property
    def api_orders(self) -> ApiOrders:
        """Orders by the served API."""
        return ApiOrders(self.connection)

    @cached_property
    def api_repeats(self) -> ApiRepeats:
        """Its calls that named themselves."""
        return ApiRepeats(self.connection)

    @cached_property
    def api_tests(self) -> ApiTests:
        """Its test orders."""
        return ApiTests(self.connection)

    @cached_property
    def shop(self) -> ShopState:
        """Facts about the shop as a whole."""
        return ShopState(self.connection)


class UnitOfWork(Reads):
    """A transaction that changes things. Without `commit` nothing happened."""

    async def commit(self) -> None:
        """Make it durable. Only use cases call this, once, as their last word."""
        await self.connection.commit()
