"""How each language abbreviates, and which of its words say nothing of a text's matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Habits:
    """How a language abbreviates; all words in lower case and without their last stop.

    `titles` never end a sentence. `abbreviations` end one only before an opener, a word that in upper case opens a
    sentence. `counters` are abbreviations only before a number ("No. 5"), `places` only with a capital and after a
    comma or in a party label ("Boise, Ida."). `zones` go on after a time of day ("8 p.m. Monday"), `months` after an
    ordinal ("3. Oktober"). After a `lettered` word a letter is no initial ("Group B."). `fillers` say nothing of a text's
    matter, as openers do, but open no sentence of their own: `terms` leaves both out.
    """

    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    lettered: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()

    @cached_property
    def shortened(self) -> frozenset[str]:
        """All words after which a stop may be no end."""
        return self.titles | self.abbreviations | self.counters


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


ENGLISH = Habits(
    titles=word_set("""
        mr mrs ms mx messrs dr drs prof profs rev fr hon sen sens rep reps gov govs amb atty asst assoc dep gen
        gens brig lt maj col cols cmdr cdr comdr capt cpt adm vadm sgt sgts ssgt cpl pvt pfc spc cmsgt supt insp
        det msgr rt ste e.g i.e f.e viz cf vs v approx incl excl feat ca n° nº ph lt.col maj.gen
    """),
    abbreviations=word_set("""
        inc corp co ltd llc llp plc bros mfg intl natl assn dept univ govt s.a s.p.a gmbh jr sr esq ph.d ed.d
        psy.d m.sc b.sc ll.d ll.b d.phil st mt mts ft pt ave blvd rd hwy pkwy bldg ret etc al et.al btw i.v
        ariz ark calif colo conn fla kan kans mich minn mont neb nebr nev okla penn tenn tex wis wisc wyo ont
        alta sask
    """),
    counters=word_set("""
        no nos p pp par pg ch chap sec secs fig figs vol vols ver rs tel ext apt est pop max min c tbsp tsp
        jan feb mar apr jun jul aug sep sept oct nov dec
    """),
    places=word_set("ala ark cal del ga ida ill ind ky la mass md me miss mo ore pa va vt wash que"),
    openers=word_set("""
        a about above according across after afterwards again against all almost along already also although
        always amid among an and another any anyone anything around as aside at away back because before behind
        below beneath beside besides between beyond both but by can't cannot certainly currently dear despite
        did didn't don't dozens due during each earlier early eight either elsewhere enough especially even
        eventually ever every everybody everyone everything everywhere except far few fewer finally five
        following for former fortunately four from further half hardly he he'd he'll he's hence her here here's
        hers herself him himself his how however hundreds i i'd i'll i'm i've if in indeed initially inside
        instead into it it'd it'll it's its itself just last lastly late lately later least less let let's like
        likewise many maybe me meanwhile millions more moreover most mostly much my myself near nearly neither
        never nevertheless nine no nobody none nonetheless nor not nothing now nowadays of off often on once one
        only onto or other others otherwise our ours ourselves out outside over overall own perhaps please prior
        probably quite rather recently regarding roughly same seven several she she'd she'll she's similarly
        since six so some somebody someone something sometimes soon still such suddenly ten than thank thanks
        that that's the their theirs them themselves then there there's thereafter therefore these they they'd
        they'll they're they've this those though thousands three through throughout thus to today together
        tomorrow tonight too toward towards travelers two typically ultimately unfortunately unless unlike until
        up upon us usually we we'd we'll we're we've well what what's whatever when whenever where whereas
        wherever whether which while who who's whoever whom whose why with within without yes yesterday yet you
        you'd you'll you're you've your yours yourself
    """),
    zones=word_set("""
        et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest eet ist jst aest eastern central
        mountain pacific london moscow kyiv beijing local monday tuesday wednesday thursday friday saturday
        sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june july august
        september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """),
    lettered=word_set("""
        group serie type plan vitamin hepatitis class grade schedule war gen generation series exhibit section
        article appendix title pool hall terminal concourse block gate influenza ligue division phase part
        chapter volume act
    """),
)
GERMAN = Habits(
    titles=word_set("""
        dr prof hr hrn fr frl st z.b d.h u.a v.a i.d.r s.o s.u sog bzw vgl ca evtl ggf inkl zzgl abzgl nr dipl
        ing
    """),
    abbreviations=word_set("""
        usw etc mio mrd tsd jh geb gest str abs art bd aufl hrsg jan feb apr jun jul aug sept okt nov dez
    """),
    counters=word_set("nr art abs s bd kap tel rn"),
    openers=word_set("""
        aber alle allerdings als am an auch auf aus bei beim bis da dabei dafür dagegen daher damit danach dann
        darauf das dass davon dazu dem den denn der derzeit des deshalb die dies diese dieser dieses doch dort
        durch ein eine einem einen einer einige er erst es etwa für gegen hier ich ihr ihre im in inzwischen ist
        ja je jedoch jetzt kein keine laut man mehr mit nach nachdem neben nicht noch nun nur ob obwohl oder
        ohne schon seit sein seine sich sie sind so sogar trotz über um und unter viele vom von vor während was weil
        weitere welche wenn wer wie wir wird wo zu zudem zum zur zuvor zwar zwei zwischen
    """),
    months=word_set("""
        januar februar märz april mai juni juli august september oktober november dezember jänner jahrhundert
    """),
    fillers=word_set("""
        bin bist hab habe haben hat hatte hatten war waren wurde wurden worden würde würden werden wird kann können konnte
        soll sollen sollte muss müssen will wollen wollte darf wann warum weshalb wieso woher wohin wessen wem wen welcher
        welches welchem welchen wieviel gab gibt mir mich dir dich uns euch ihm ihn ihnen sagte sagt viel viele vielen vieler
        geschah geschehen passiert passierte ereignete neues nachrichten
    """),
)
FRENCH = Habits(
    titles=word_set("m mm mr me mgr dr pr prof st ste cf ex p.ex env gal col cdt cne lt n°"),
    abbreviations=word_set("etc av bd apr j.-c janv févr avr juil sept oct nov déc hab éd vol al"),
    counters=word_set("p pp art chap vol n no fig"),
    openers=word_set("""
        à après alors ainsi au aussi aux avant avec car ce cela celle celui ces cet cette ceux comme c'est
        d'après dans de depuis des dès donc du elle elles en encore enfin entre et face grâce il ils je jusqu'à
        la le les leur lors lorsque lui mais malgré même mes mon ne ni nos notre nous on or ou où par parmi pas
        pendant plus plusieurs pour pourtant puis qu quand que quel quelle qui sa sans se selon ses si son sous sur
        tandis tous tout toutefois très un une vers voici voilà vous
    """),
    fillers=word_set("""
        a ai as ont est était étaient été être sont sera seront fait avait avaient avoir aura peut peuvent quoi quels
        quelles combien comment pourquoi lequel laquelle lesquels eu y l d s n m t j c me te nôtre dit
        passé arrivé nouvelles actualités
    """),
)
SPANISH = Habits(
    titles=word_set("""
        sr sra srta sres dr dra d dña prof lic ing gral cnel cap tte sto sta ud uds ee p.ej mons fr avda av
    """),
    abbreviations=word_set("etc ee.uu uu rr.hh ff.aa a.c d.c pág págs núm art vol aprox cía s.a tel"),
    counters=word_set("p pp pág págs núm art vol cap n no fig"),
    openers=word_set("""
        a además ahora al algunos ante antes así aunque cada como con contra cuando de del desde después donde
        dos durante el él ella ellos en entonces entre era es esa ese eso esta está estas este esto estos fue ha
        hace hasta hay la las le lo los luego mas más me mi mientras mucho muchos muy ni no nos nosotros nuestra
        nuestro o otra otro para pero por porque pues que qué quien se según ser si sí sin sobre son su sus
        también tampoco tras tres tu un una unos y ya yo
    """),
    fillers=word_set("""
        quién quiénes cuándo dónde adónde cómo cuánto cuánta cuántos cuántas cuál cuáles
        quienes adonde cuanto cuanta cuantos cuantas cual cuales han he había habían haber fueron
        están estaba estaban estar será serán puede pueden e u te os dijo dice hizo pasó ocurrió sucedió noticias
    """),
)
UKRAINIAN = Habits(
    titles=word_set("п пп вул ім проф акад доц див напр гр ген полк м смт просп пров пл о св"),
    abbreviations=word_set("р рр ст тис млн млрд грн коп обл кв буд т.д т.п т.зв т.ч н.е ін"),
    counters=word_set("ст ч п с розд"),
    openers=word_set("""
        а або але без більше був була були було в вже ви від він вона вони воно все всі втім для до є з за зараз
        зі його її інші їх й коли крім ми на над наразі не ні під після по потім при про раніше саме серед так
        також там те тепер ти тим тоді того тому у усі це цей ця через що щоб як яка який якщо я
    """),
    fillers=word_set("""
        хто кого кому ким чого чому чим де куди звідки скільки які яких яким якого якої чи й та був є буде будуть би б ж
        мене мені тебе вас нас нам вам себе сказав сказала сталося сталась відбулося нового новини новин
    """),
)
ARABIC = Habits(
    titles=word_set("د أ م ا.د"),
    abbreviations=word_set("إلخ الخ ص هـ"),
    openers=word_set("""
        أو أن إن إلى التي الذي الذين الى ان أنه إنه بعد بين تم ثم حتى حيث خلال ذلك عن عند على في
        فيها فيه قال قد قبل كان كانت كل كما لا لم لن له لها ما مع من منذ منها منه هذا هذه هو هي و
        وقد وكان ولا يكون
    """),
    fillers=word_set("من ماذا بماذا متى أين كيف لماذا كم هل أي أية مَن بأن إذا نحن أنت أنا هم كانوا تكون حدث جرى أخبار"),
)
HABITS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "uk": UKRAINIAN, "ar": ARABIC}


def habits(language: str) -> Habits:
    """The habits of a language by its two-letter code, also from "en-GB"; English where we know none."""
    return HABITS.get(language[:2].lower(), ENGLISH)
