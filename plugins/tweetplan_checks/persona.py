"""The brand keeps a personality of its own: nobody presents the person behind the account as its voice (C01)."""

import re
from collections.abc import Iterator
from functools import cache

from tweetplan.api import Draft, Finding, hookimpl
from tweetplan_checks._reading import opens, spoken

REMEDY = "Let the brand speak for itself: leave out who types."

_NOT_NAMES = (
    "Tickets?|Details?|Links?|Info|More|Read|Register|Apply|Start|Shop|Order|Click|Tap|Sign|Join|Look|Over|Right|Up|"
    "Down|Same|"
    "Not|Only|Now|Back|Still|Almost|Nearly|Finally|Already|Spring|Summer|Autumn|Fall|Winter|Monday|Tuesday|Wednesday|"
    "Thursday|Friday|Saturday|Sunday|Here|There|We|You|They|It|All|Everything|Everyone|Nothing|Something|Someone|"
    "People|"
    "Find|See|Get|Buy|Book|Watch|Listen|Download|Live|Out|In|From|Where|Who|What|How|Full|Menu|Map|Photos?|Video|"
    "Recording|"
    "Replay|Slides|Agenda|Programme|Program|Schedule|Results?|Answers?|Questions?|Coffee|Christmas|Easter|Ramadan|"
    "Holidays?|"
    "Discount|Code|Enter|Vote|Donate|Subscribe|Follow|Updates?|News|Story|Article|Guide|Recipe|Recipes|List|Report|"
    "Review|"
    "Reviews|Rules|Terms|FAQ|Help|Support|Contact|Jobs|Openings|Seats|Doors|Rain|Snow|Sun|Good|Great|Best|New|Hot|"
    "Fresh|"
    "Home|Work|Life|Open|Closed|Stay|Come|Meet|Eat|Drink|Made|Grown|Born|Roasted|Baked|Est|Since|Both|And|But|So|Or|"
    "Yes|No|"
    "Thanks|Hello|Hi|Hey|Welcome|Morning|Evening|Night|Today|Tomorrow|Tonight|Yesterday|Big|Small|Big|Season|Stock|"
    "Samples|"
    "Anything|Nobody|Wish|Ask|Submit|Visit|Nominate|Reserve|Say|Leave|Post|Reply|Comment|Check|Learn|Discover|"
    "Explore|Browse|"
    "Go|Stop|Click|Try|Use|Add|Share|Send|Drop|Put|Look|View|Pre-?order|Contribute|Participate|Enroll?|Enrol|Details|"
    "Take|Love|"
    "Archive|Playlist|Episode|Podcast|Thread|Blog|Paper|Code|Docs|Slides|Summary|Preview|Trailer|Tutorial|Manual|"
    "Form|Poll|Wish|"
    "Autumn|January|February|March|April|May|June|July|August|September|October|November|December|Free|Half|Day|Week|"
    "Year|Final|First|Last|Next|Part|Step|Version|Round|Another|Change|Data"
)
_PLACE = "account|page|handle|profile|feed|tweets?|posts?|channel|brand|socials?"
_KEEPER = (
    r"(?:social media|community|content|twitter|brand|marketing) (?:manager|intern|person|lead|coordinator|admin|guy|"
    r"girl|"
    r"team member)|intern|admin|mod|moderator|account manager|page owner|page admin"
)
_ENGLISH = (
    rf"(?i:\b(?:this is|it's|it is|it’s) )(?!(?:{_NOT_NAMES})\b)[A-Z][a-zà-ÿ]+(?i:,? (?:again|here|speaking|typing|"
    rf"writing)\b|"
    rf",? (?:from|at|with|on) (?:the |our )?(?:\w+ )?(?:social|marketing|community|content|comms|PR|team|twitter|"
    rf"account)\b|"
    rf",? (?:and )?(?:I |who )(?:run|runs|manage|manages|write|writes|handle|handles|am|tweet|post)\b|"
    rf", your (?:\w+ )?(?:{_KEEPER})\b)"
    rf"|(?i:\b(?:the|your|our) (?:human|person|people|face|hands?|brains?|one|guy|girl|man|woman|voice) (?:behind|"
    rf"running|who runs|"
    rf"typing) (?:this|the|these|our) (?:\w+ )?(?:{_PLACE})\b)"
    rf"|(?i:\b(?:your|the|this) (?:friendly |resident |new |humble |tired |favou?rite )*(?:{_KEEPER}) (?:here|"
    rf"speaking|typing|again|is back)\b)"
    rf"|(?i:\b(?:run|runs|running|manage|manages) (?:this|the brand's) (?:{_PLACE})\b)"
    r"|(?i:\b(?:tweets?|posts?|posted|tweeted|written|typed) (?:today )?by )(?!our\b|the\b|us\b)[A-Z][a-z]+(?= ?(?:$|"
    r"[.!\n✨☕]))(?!\.\w)"
    rf"|(?i:\b(?:this|our) (?:{_PLACE}) is (?:run|managed|kept|written) by (?!our|us|the team|the people|"
    rf"volunteers)\w+\b)"
    rf"|(?i:\b(?:the|your|our) (?:{_KEEPER}) (?:of|behind|for) (?:this|our|the) (?:\w+ )?(?:{_PLACE})\b)"
    r"|(?<=[^\ufffc\s\"”’»])[ \n]+\^[A-Z][A-Za-z]{0,12}[ ]*(?=$|\n)|(?<=[.!?…]) ?[-–—~][A-Z][a-z]{1,12}[ ]*(?=$|\n)"
    rf"|(?i:\b(?:taking over|takes over|took over) (?:this|our|the) (?:\w+ )?(?:{_PLACE})\b)"
)
_NAMED_HERE = re.compile(
    rf"(?!(?:{_NOT_NAMES})\b)[A-Z][a-zà-ÿ]{{1,15}}(?: from (?:the )?[\w ]{{2,20}}?(?:team|marketing|social|"
    rf"comms))? here"
    r"(?=\s*[,.!?:;👋☕—–-]|\s+(?:from|with|again|at|to|and|on|today|for|your|who)\b|\s*$)"
)
_KEEPER_HERE = re.compile(rf"(?i:(?:{_KEEPER}) (?:here|speaking|again|typing)\b)")
_BOSS_HERE = re.compile(
    r"(?i:(?:our|your|the)? ?(?:\w+ )?(?:CEO|CTO|COO|CFO|CMO|founder|co-?founder|boss|owner|director|social media team "
    r"lead|head of \w+) (?:here|speaking|typing))(?=\s*[,.!?:;👋—–-]|\s*$|\s+(?:with|again|and|to|from)\b)"
)
_SURNAMES = (
    "[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁沈任姚卢盧傅"
    "钟鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚邵万萬钱錢严嚴武莫孔汤湯]"
)
_CHINESE = (
    r"(?<=新来的)小[编編](?![辑輯制織织程])|(?<=新來的)小[编編]|(?<=[你您]们的)小[编編]|(?<=[你您]們的)小[编編]|"
    r"店[长長](?:阿|小|老)[\u4e00-\u9fff](?:[来來]|在|上[线線]|[报報]到)|"
    r"(?<!招聘)(?<!诚聘)(?<!誠聘)(?<!应聘)(?<!應聘)(?<!新媒体)(?<!新媒體)(?<!一名)(?<!一位)(?<!招募)(?<!的)(?:小[编編](?![辑輯制織织程])|"
    r"皮下(?![组組脂注出层層积積血植埋淤瘀肌])|官博君|博主本人|号主|號主|版主|楼主)"
    r"(?!招聘|招募|岗位|崗位|职位|職位|[一1]名|实习生|實習生|们的工作)|"
    r"(?:管理[员員]|运营|運營|客服)(?:本人|小[姐哥妹弟]姐?|君|酱)(?=在|来|來|也|给|給|今|说|說|提醒|已|偷|表示|，)|"
    r"(?:我是|我叫|[这這](?:里|裡|边|邊)?是)(?:[你您我]们的|[你我您]們的)?"
    rf"(?:[小阿老](?:{_SURNAMES}|(?<=阿)[\u4e00-\u9fff])(?=[，,。！!、～~ \s]|$)|(?:店[长長]|老[板闆]|CEO|"
    r"主[编編]|主播|主理人|[创創]始人|客服|社群|[实實][习習]生)[^，。！!\n]{0,6}(?=[，,。！!～~]|$))|"
    rf"由(?:[实實][习習]生|店[长長]|老[板闆]|主[编編]|[小阿老]{_SURNAMES})[^，。！\n]{{0,5}}(?:[来來])?(?:[发發]|"
    r"推送|[值代]班|[为為陪]大家|接管)|"
    r"(?:我是|我叫)[小阿][\u4e00-\u9fff]{1,2}(?=[，,。！!～~\s]|$)|"
    r"[这這](?:里|裡|边|邊)是(?:管理[员員]|运营|運營)|(?:这个|這個|本)(?:账号|帳號|号|號)(?:的)?(?:运营者|"
    r"運營者|主人|背后的人|背後的人)"
)
_PERSIAN = (
    "(?:^|(?<=[.!؟?،,\n] ))ادمین(?= (?:امروز|امشب|دیشب|رفت|رفته|خسته|هم|که|داره|دارد|می‌?خواد|الان|تازه|بیچاره|گشنه|"
    "گرسنه|خوابش|قراره|قول|دلش|اومد|برگشته))|"
    "(?:این‌?جا |سلام[،,]? |منم |من )ادمین(?! ?(?:پنل|سیستم))|ادمین(?:‌?(?:ام|م|تون|تان)|\\s+(?:(?:صفحه|پیج|"
    "کانال)\\s+)?(?:هستم|هستیم|اینجاست|این‌جاست|صحبت|می‌?گ|میگ|"
    "سلام|خسته|جدید (?:سلام|هستم)|برگشت|این پیج|این صفحه|این اکانت|پشت))|پشت (?:این|صفحهٔ|صفحه‌ی) (?:صفحه|پیج|اکانت|"
    "حساب) (?:نشسته|من|هستم)|"
    "مدیر (?:این )?(?:پیج|صفحه|اکانت|کانال) هستم|سلام از (?:طرف )?ادمین|ادمین (?:پیج|صفحه|کانال|اکانت) (?:امروز|دیشب|"
    "خسته|هم|داره|رفت|الان|دلش|میگه|می‌گه)|"
    "پشت (?:این|صفحهٔ|صفحه‌ی) (?:صفحه|پیج|اکانت|حساب)[^.!؟\n]{0,25}(?:نشسته|آدم|انسان|یه نفر|یک نفر)|"
    "(?:^|(?<=[.!؟،\n] )|(?<=سلام ))(?:من )?[\u0620-\u06ff\u200c]{2,14} هستم(?=[،,.!؟]? ?(?:از تیم|از بخش|از واحد|"
    "مدیر|مسئول|"
    "ادمین|کارشناس|بنیان))|"
    "(?:مدیر|گرداننده)[ٔ‌ی]* این (?:صفحه|پیج|اکانت|حساب)"
)
_MALAY = (
    r"(?i:\bmi+min\b|\badmin (?:baru|baharu|ganti|shift \w+) (?:di sini|kat sini|ni)\b|\b(?:admin|min) (?:di ?sini|"
    r"kat sini|dekat sini|sini|nak|ingin|mahu|rasa|ucap|ucapkan|kongsi|"
    r"kongsikan|akan|tengah|"
    r"sedang|pun|suka|harap|cuti|sudah|dah|baru|bertugas|yang (?:bertugas|handle|jaga|urus)|kembali|sendiri|juga|tak|"
    r"bagi|beri|"
    r"doakan|cadangkan|syorkan|teringin|lapar|mengantuk|balik)\b|\b(?:ini|dengan) admin\b|"
    r"\btukang (?:tweet|taip|post|balas|update)\b|"
    r"\b(?:admin|min|mimin) (?:akaun|page|halaman|laman) (?:ni|ini|kami)"
    r"(?= (?:tengah|sedang|nak|dah|sudah|rasa|pun|baru))|"
    r"\b(?:orang|insan|gadis|jejaka|manusia) (?:di sebalik|di belakang) (?:akaun|laman|halaman|page) ini\b|"
    r"\b(?:yang )?(?:urus|uruskan|menguruskan|mengendalikan|jaga|kendalikan) (?:akaun|page|laman) (?:ini|ni)\b)"
    r"|(?i:\b(?:pengasas|ceo|bos|pengurus|pemilik|ketua|pengarah)(?: kami| anda)? (?:di sini|kat sini)\b)"
    r"|\b[A-Z][a-z]+ (?:dari|daripada) (?:pasukan|bahagian|team)[^.!?\n]{0,25} (?:di sini|kat sini)\b"
    r"|\b[A-Z][a-z]+ (?:di sini|kat sini)(?=[,.!]| dari| daripada)|\b(?:Kak|Abang|Cik) [A-Z][a-z]+ (?:di sini|"
    r"kat sini)\b"
)
_MALAY_NOT = re.compile(
    r"(?i)\b(?:hubungi|whatsapp|pm|dm|tanya|kepada|beritahu|maklumkan|jawatan|kerani|panel|"
    r"akses) $"
)


@cache
def _anywhere() -> dict[str, re.Pattern[str]]:
    return {
        "en": re.compile(_ENGLISH, re.MULTILINE),
        "zh": re.compile(_CHINESE),
        "fa": re.compile(_PERSIAN, re.MULTILINE),
        "ms": re.compile(_MALAY),
    }


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each place where whoever types steps forward: by name, or as admin, intern, 小编, ادمین, mimin."""
    text = spoken(draft)
    for start, end in sorted(set(_found(text, draft.lang))):
        yield Finding(
            "C01.persona",
            "error",
            f"The person behind the account speaks here: “{draft.text[start:end]}”.",
            "text",
            REMEDY,
            start,
            end,
        )


def _found(text: str, lang: str) -> Iterator[tuple[int, int]]:
    if lang not in ("en", "zh", "fa", "ms", ""):
        return
    languages = {"zh": "[\u3400-\u9fff]", "fa": "[\u0620-\u06ff]", "en": "[A-Za-z]"}
    spoken_here = {code for code, letters in languages.items() if code == lang or re.search(letters, text)}
    if lang == "ms":
        spoken_here.add("ms")
    for code in spoken_here:
        for match in _anywhere()[code].finditer(text):
            if code != "ms" or not _MALAY_NOT.search(text[max(0, match.start() - 40) : match.start()]):
                yield match.span()
    for pattern in (_NAMED_HERE, _KEEPER_HERE, _BOSS_HERE) if "en" in spoken_here else ():
        for match in pattern.finditer(text):
            greeted = re.search(
                r"(?i)(?:^|[.!?\n,])\s*(?:hi|hey|hello|morning|"
                r"good morning)\b[^.!?\n]{0,25}$",
                text[max(0, match.start() - 60) : match.start()],
            )
            if opens(text, match.start()) or greeted:
                yield match.span()
