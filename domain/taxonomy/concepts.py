"""What people call the other things that names of services tell: quality, promise, place."""

from __future__ import annotations

from typing import Final

from domain.taxonomy.words import Lexicon, word_set

_CONCEPTS: Final = {
    "real": "real organic genuine реальн* живые живых настоящ* справжн* живі gercek* organik*"
    " reales reais asli असली रियल حقيقي* واقعي haqiqiy",
    "fast": "fast quick instant speed быстр* скорост* моменталь* швидк* миттєв* hizli anlik"
    " rapido* rapida* instantane* cepat तेज* سريع* فوري* tez",
    "cheap": "cheap* lowest budget дешев* недорог* ucuz* barat* economic* murah* सस्त* رخيص*"
    " ارزان arzon*",
    "refill": "refill* guarant* warranty гарант* рефил* докрут* восстановл* garanti* telafi*"
    " garantia* reposic* jaminan रिफिल* गारंटी* ضمان* تعويض* kafolat*",
    "steady": "nondrop non+drop no+drop lowdrop low+drop permanent без+списан* стабильн*"
    " dususuz sin+caida* sem+queda* anti+drop",
    "premium": "premium* премиум* преміум* प्रीमियम* بريميوم ممتاز*",
    "female": "female* women* woman girl* женск* девуш* жіноч* kadin* kiz femenin* feminin*"
    " mujer* mulher* wanita perempuan महिला* نساء بنات",
    "male": "male men мужск* чоловіч* erkek* masculin* hombre* pria पुरुष*",
    "custom": "custom* своими свои свій власн* ozel* personalizad* kustom कस्टम* مخصص*",
    "random": "random* случайн* випадков* rastgele aleatori* acak",
    "emoji": "emoji* emoticon* эмодзи эмоджи емодзі смайл* इमोजी ايموجي",
    "group": "group* grup* групп* група груп* grupo* ग्रुप* مجموع* گروه guruh*",
    "channel": "channel* канал* kanal* canal* saluran चैनल* قناه قنوات كانال",
    "post": "post posts пост посту постов постів gonderi* publicac* postingan पोस्ट* منشور*",
    "video": "video* видео відео वीडियो* विडियो* فيديو* ويديو",
    "reel": "reel reels reelsviews рилс* рілс* रील* ريلز ريلس",
    "short": "short shorts шортс* शॉर्ट* شورتس",
    "page": "page pages страниц* сторінк* sayfa* pagina* halaman पेज* صفح*",
    "bot": "bot bots бот ботов ботів بوت",
    "poll": "poll polls vote votes опрос* голос* опитуван* anket* oylama* encuesta* enquete*"
    " votos voto polling वोट* पोल تصويت",
    "mention": "mention* упоминан* згадк* etiket* mencion* menciones mencoes منشن",
    "boost": "boost* буст* takviye impuls*",
    "hashtag": "hashtag* хештег* хэштег* हैशटैग هاشتاج",
    "impression": "impression* reach охват* охоплен* показ* erisim gosterim alcance impresion*"
    " impresso* jangkauan",
    "google": "google* гугл* جوجل गूगल*",
    "whatsapp": "whatsapp* watsapp* ватсап* вотсап* व्हाट्सएप* واتساب واتس",
    "snapchat": "snapchat* снапчат* سناب* स्नैपचैट*",
    "rutube": "rutube рутуб*",
    "dzen": "dzen дзен",
    "ok": "odnoklassniki одноклассник*",
    "kick": "kick кик",
    "world": "worldwide world global* международн* мировы* dunya mundial* globais عالمي*",
    "arab": "arab* араб* arap* عرب* अरब*",
    "europe": "europ* европ* європ* avrupa* اوروب*",
    "latin": "latin* латин*",
}

CONCEPTS: Final = Lexicon(_CONCEPTS)
"""Words for what else a name may say; the meaning is the English word."""

QUALITIES: Final = frozenset(
    {"real", "fast", "cheap", "steady", "premium", "world", "post", "page"}
)
"""Concepts that are wished for rather than asked for: services that have them come first."""

FILLERS: Final = word_set(
    "a an the to for from by at is are of on in my me i id and or please pls want need get give"
    " some any with how buy order purchase service services smm panel price"
    " на в во для и или с со мне мой мою моего хочу нужны нужно надо как купить заказать заказ"
    " накрутка накрутить накрутку раскрутка продвижение услуга услуги цена в до у по"
    " та або для мені хочу треба потрібно купити замовити накрутити накрутка послуга"
    " icin ve ile bana benim istiyorum satin al almak alma hizmet hizmeti panel nasil fiyat"
    " de del para por el la los las un una mi mis y o quiero necesito comprar servicio precio en"
    " do da dos das o os as um uma meu minha e ou quero preciso servico preco no na em"
    " untuk dan atau saya mau ingin butuh beli jasa layanan harga di ke"
    " के की का को में पर और या मुझे मेरे चाहिए खरीदें खरीदना बढ़ाएं बढ़ाना सेवा लिए"
    " ke ki ka ko mein par aur chahiye chaiye badhao kharido"
    " في على من الى و او اريد احتاج شراء اشتري خدمه خدمات زياده سعر ل ب"
    " براي خريد و به از در خدمات"
    " uchun va menga kerak sotib olish xizmat narx"
)
"""Words that people put into a sentence and that no service is found by."""
