"""The main account is no help desk (C02): apologies and support talk belong on the support account."""

import re
from collections.abc import Iterator
from functools import cache

from tweetplan.api import Draft, Finding, hookimpl
from tweetplan_checks._reading import spoken

_APOLOGIES = (
    r"\b(?:we(?:'re|’re| are)|(?:so|very|really|truly|terribly|deeply|sincerely|extremely|"
    r"awfully)) sorry\b(?! not sorry)|"
    r"\bsorry (?:for|about|that|to (?:hear|see|learn|read)|if (?:we|this|you)|you(?:'re|’re| are| had| have)|"
    r"we (?:let|couldn|can|didn|"
    r"don|got|made)|your)\b|^[ \t\ufffc]*+(?:hi|hey|hello)?[, ]*+sorry[,!. ](?! not)|"
    r"\b(?:we|i|us|let me|must|would like to|want to)\b[^.!?\n]{0,25}\bapologi[sz](?:e|ed|ing)\b|"
    r"^[ \t\ufffc]*+apologi[sz]ing\b|^[ \t\ufffc]*+(?:and )?apologi[sz]e\b(?! to| like)|\b(?:our|my|sincere|"
    r"sincerest|deepest|many) apolog(?:y|ies)\b|"
    r"\bapologies (?:for|to|again)\b|"
    r"^[ \t\ufffc]*+apologies\b|\b(?:accept|offer|owe)\b[^.!?\n]{0,20}\bapolog(?:y|ies)\b|\b(?:we|deeply|"
    r"sincerely) regret\b|\bour bad\b|\bmea culpa\b|\b(?:we|us) dropped the ball\b|"
    r"\b(?:forgive|pardon) us\b|\bwe (?:messed|screwed) up\b|\bthank(?:s| you) (?:all )?for (?:your |"
    r"being )?(?:patien(?:ce|t)|"
    r"bearing with|understanding while)\b|\b(?:we|we'll|we’ll|must|need to|should|could) (?:will |can |must |"
    r"should have )?(?:do|done) better\b|"
    r"\bmak(?:e|ing) (?:it|this|things) right\b|"
    r"\bbear with us\b",
    "抱歉|对不起|對不起|(?:我[们們司方]|[对對]此|[向][您你大各用顾顧粉][^。！？\n]{0,8}|深表|[诚誠][恳懇挚摯]|"
    "[郑鄭]重|特此|"
    "在此|[谨謹])[^。！？\n]{0,8}(?:道歉|致歉)|^(?:致歉|道歉)|(?:致歉|道歉)[信声聲公]|添(?:了)?麻[烦煩]|"
    "[让讓][您你大][家]?久等|"
    "(?:很|非常|深感|十分)(?:遗憾|遺憾)[^。！？\n]{0,14}(?:不好|未能|[无無]法|不得不|取消|影[响響])|赔礼|賠禮|"
    "[赔賠][个個]?不是|"
    "不好意思(?![说說开開问問拒])|[带帶][来來](?:的|了)?[诸諸]?多?不便|造成(?:的|"
    "了)?(?:[诸諸]多)?不便|敬[请請][谅諒见見]解?|[请請](?:您|大家)?(?:多多)?(?:[谅諒见見包]|原)[解涵谅諒]|"
    "(?:深表|表示)歉意|歉意|向.{0,10}[赔賠]罪|(?:很|非常|深感|十分)(?:遗憾|遺憾)地?(?:听|聽|得知|[获獲]悉)|"
    "感[谢謝](?:[您你]|大家|各位)?的?(?:耐心|[谅諒]解|[体體][谅諒])[^。！？\n]{0,8}"
    "(?:[恢修][复復]|系[统統]|故障|[处處]理|[进進]度)|^向[^。！？\n]{0,12}(?:致歉|道歉)|"
    "我[们們方司]的(?:疏忽|失[误誤]|[过過][错失錯]|[错錯](?![过過]))",
    "از (?:صبوری|شکیبایی|صبر) (?:شما|همه)|متأسفیم|متاسفیم|متأسفانه برای|(?:عذر|معذرت|پوزش) (?:ما را|خود را|"
    "می‌?\\s?(?:خواهیم|طلبیم|خوایم|خواهم))|"
    "عذر ?‌?خواهی (?:ما را|می‌?\\s?کنیم|می‌?\\s?نماییم|فراوان)|(?:با|ضمن|مراتب|عرض) (?:عذر ?‌?خواهی|پوزش|معذرت)|"
    "از (?:شما|همه|همراهان|مشتریان|کاربران|تک‌تک)[^.!؟\n]{0,25}(?:عذر ?‌?خواهی|پوزش|معذرت)|عذرخواهیم|"
    "(?:عذر ?‌?خواهی|پوزش|معذرت)(?= ?[.!]| از شما| بابت)(?! کرد)|شرمندهٔ?‌?ی? ?(?:ایم|تون|تان|ی |همه|شما|روی)|"
    "ببخشید که|ما را ببخشید|"
    "بابت (?:این )?(?:مشکل|اختلال|تأخیر|تاخیر|ناراحتی)|(?:اشتباه|خطا|کوتاهی|قصور) (?:از|مال) (?:ما|خودمان)\\b|"
    "^[ \t\ufffc]*+ببخشید[،,]?(?=[^.!؟\n]*(?:اشتباه|دیر|تأخیر|تاخیر|مشکل|قطع|خراب|نشد|نبود|نداشت))|"
    "متأسفانه[^.!؟\n]{0,40}(?:دیر|تأخیر|تاخیر|لغو|قطع|مشکل|اختلال|خراب)",
    r"\b(?:minta|mohon|pohon|memohon) (?:jutaan |seribu |ribuan )?(?:maaf|ampun)\b|\bmaafkan kami\b|\bkami (?:amat |"
    r"sangat )?(?:kesal|menyesal|bersalah|memohon maaf)\b|"
    r"\b(?:permohonan|ucapan|sejuta|ribuan|jutaan) (?:maaf|kemaafan)\b|\bmaaf (?:atas|kerana|di ?atas|ya|sebab|kalau|"
    r"jika|untuk|tuan|puan|kak|encik|dengan)\b|"
    r"^[ \t\ufffc]*+maaf\b(?! (?:bukan|cakap|zahir|itu|ialah|adalah))|\bharap maaf\b|\bampun dan maaf\b|"
    r"\bdukacita (?:di)?maklum|\bkesal (?:di)?maklum|"
    r"\b(?:atas|sebarang|segala) kesulitan\b|\bterima kasih (?:di)?atas kesabaran\b|"
    r"\b(?:kesilapan|kesalahan|kecuaian) (?:daripada |dari |di pihak )?kami\b",
)
_SUPPORT = (
    r"\b(?:please |could you |can you |kindly |pls |feel free to )?(?:dm|pm|message|direct[- ]message|"
    r"inbox) us\b[^.!?\n]{0,40}\b(?:order|account|details?|e-?mail|number|"
    r"name|address|screenshot|receipt|so we|and we|we'll|help|look)\b|\b(?:send|drop|shoot) us (?:a )?(?:dm|"
    r"direct message|private message|pm)\b(?=[^.!?\n]*\b(?:order|account|"
    r"details?|e-?mail|number|so|and|help|look|sort)\b)|\b(?:please|kindly) (?:dm|pm|message) (?:us|your)\b|"
    r"\bdm (?:us )?your (?:order|account|e-?mail|details|number|ticket)\b|"
    r"\byour (?:order|ticket|case|account|reference|tracking|booking) (?:number|id|no\.?|details)\b|\b(?:we(?:'re|"
    r"’re| are)|team is|engineers are) (?:currently |actively |now |still )?"
    r"(?:looking into|investigating|working on (?:a fix|it|this|the issue|restoring)|aware of)\b|\baware of (?:an?|"
    r"the|this|some) (?:\w+ )?(?:issue|problem|outage|bug|delay|glitch)s?\b|"
    r"\b(?:experiencing|having|seeing) (?:\w+ )?(?:issues|problems|technical difficulties|an outage|trouble|"
    r"delays)\b|\bhelp you (?:out with|sort|resolve|fix|troubleshoot|with (?:this|that|your))\b|"
    r"\b(?:try|have you tried) (?:restarting|reinstalling|logging (?:out|in)|clearing|rebooting|updating|"
    r"turning it off|resetting)\b|\b(?:our )?(?:support|customer (?:service|care)) "
    r"(?:team|agents?|desk) (?:will|can|is|are|has)\b|\b(?:issue|process|arrange|request) (?:a|your|"
    r"the) (?:full )?(?:refund|replacement)\b|\bticket #?\d+|\bwe(?:'ll|’ll| will) (?:look into|get (?:this|that|it) "
    r"(?:fixed|sorted|resolved)|sort (?:this|that|it))\b|\b(?:has|have) (?:now )?been (?:resolved|"
    r"fixed)\b[^.!?\n]*\b(?:issue|thank)|\bcan you (?:tell|send|share|confirm|let) (?:us )?(?:which|what|your|more|"
    r"the)\b|"
    r"\bwe(?:'re|’re| are) on it\b|\bplease re-?install\b|\brefunds? (?:has|have|will) (?:been |be )?(?:issued|"
    r"processed|sent)\b|"
    r"\ba fix (?:is|will be) (?:on (?:its|the) way|coming|live|out)|\b(?:can't|cannot|can’t|couldn't|unable to) "
    r"(?:sign|log) in\b|\bclear(?:ing)? (?:your|the) (?:cache|cookies)\b|"
    r"\bwhat (?:version|device|browser|error)\b[^.!?\n]*\?",
    "私信(?:我们|我們)?[^。！？\n]{0,12}(?:[订訂][单單]|[单單][号號]|[账帳賬][号號户戶]|手机号|手機號|"
    "[联聯][系繫]方式|截[图圖]|[详詳]情)|(?:[订訂][单單]|[工]单)[号號](?:[发發]|提供|告)|"
    "(?:提供|[发發]送|告知)[^。！？\n]{0,6}(?:[订訂][单單][号號]|[账帳賬][号號]|[联聯][系繫][电電方])|(?:客服|"
    "技[术術]|工程[师師])(?:[团團][队隊]|人[员員])?(?:[会會将將正][在]?|已)(?:尽快|盡快|马上|馬上|立即|"
    "第一[时時][间間])?[^。！？\n]{0,4}(?:[联聯][系繫]|[处處]理|[核查排修跟])|"
    "(?:正在|[紧緊]急|加[紧緊]|[尽盡]快|全力)(?:[紧緊]急|全力|[进進]行)?(?:排查|修[复復]|[抢搶]修|核[实實查]|"
    "[处處]理[此这這该該][问問故][题題障])|(?:出[现現]|遇到|[发發]生)(?:了)?(?:[系繫]?[统統])?(?:故障|[异異]常|[宕崩])|"
    "(?:[为為][您你])?(?:[办辦安]理?排?)?(?:退款|退[货貨]|[换換][货貨]|[补補][发發])(?:[处處]理|申[请請]|流程)|"
    "退款[^。！？\n]{0,20}(?:原路|到[账帳賬]|退回|返[回還还])|反[馈饋]的[问問][题題]|"
    "卸[载載]后?後?(?:再)?重新安[装裝]|清(?:除|理)(?:一下)?[缓緩快][存取]|"
    "重新登[录錄入](?:[试試]|即可)|"
    "(?:尽快|[盡]快|[马馬]上|立即)[^。！？\n]{0,3}(?:[补補][发發寄]|[换換][货貨]|[赔賠][偿償])|重[启啟](?:一下)?(?:[应應]用|[设設][备備]|手[机機]|路由)",
    "(?:حذف و دوباره نصب|(?:کش|حافظه)[^.!؟\n]{0,15}پاک کنید|خارج و دوباره وارد)|"
    "(?:اختلال|مشکل|ایراد)[^.!؟\n]{0,30}(?:برطرف|رفع) (?:می‌?شود|خواهد شد|شد)|"
    "(?:شماره|کد)ٔ?‌?ی? (?:سفارش|پیگیری|تماس|حساب)(?:تان|تون|‌?ی? خود|ی? خودتان)?[^.!؟\n]{0,25}(?:دایرکت|پیام|ارسال|"
    "بفرستید)|(?:دایرکت|پیام خصوصی)[^.!؟\n]{0,25}(?:سفارش|پیگیری|بررسی|شماره)|"
    "(?:در حال|مشغول) (?:بررسی|رفع|پیگیری)[^.!؟\n]{0,12}(?:مشکل|موضوع|اختلال|آن|ایراد|هستیم)|(?:مشکل|اختلال|"
    "ایراد)[^.!؟\n]{0,20}(?:در حال (?:بررسی|رفع|پیگیری)|پیش آمده|به‌?زودی (?:رفع|حل))|"
    "(?:همکاران|تیم|واحد)[^.!؟\n]{0,14}پشتیبانی[^.!؟\n]{0,25}(?:تماس|پیگیری|بررسی|پاسخ|رسیدگی)|(?:مبلغ|وجه|"
    "هزینه)[^.!؟\n]{0,20}(?:عودت|برگشت|بازگردانده)|پیگیری (?:می‌?کنیم|خواهیم کرد)|"
    "(?:تصویر|عکس|اسکرین‌?شات)[^.!؟\n]{0,15}(?:خطا|ارور|مشکل|سفارش|رسید)[^.!؟\n]{0,20}(?:بفرستید|ارسال)",
    r"\b(?:dm|pm|mesej|whatsapp|hantar mesej kepada) (?:kami|kita)\b[^.!?\n]{0,40}\b(?:nombor|no\.?|pesanan|akaun|"
    r"butiran|e-?mel|supaya|untuk (?:bantuan|semakan|tindakan)|maklumat|resit|tangkapan)\b|"
    r"\b(?:nombor|no\.?) (?:pesanan|tempahan|akaun|rujukan|tiket|resit) (?:anda|tuan|puan)\b|\b(?:kami|pasukan \w+|"
    r"jurutera kami) (?:sedang|tengah|akan) (?:menyiasat|siasat|menyemak|semak|membaiki|baiki|memulihkan|"
    r"menyelesaikan|selesaikan|meneliti)\b|\b(?:mengalami|menghadapi|berlaku) (?:\w+ )?(?:gangguan|masalah teknikal|"
    r"masalah sistem)\b|\b(?:khidmat|pasukan) (?:pelanggan|sokongan|bantuan)\b[^.!?\n]{0,20}\b(?:akan|sedang)\b|"
    r"\b(?:proses|memproses|bayaran|pulangan) (?:bayaran balik|balik|wang)\b|\btergendala\b|\bsila pasang semula\b|"
    r"\b(?:kosongkan|padam|"
    r"bersihkan) (?:cache|cookies|kuki)\b|\bcuba (?:mulakan semula|log keluar|"
    r"kemas kini|padam|pasang semula)\b|\b(?:kongsi|hantar|beri|berikan) (?:\w+ )?tangkapan skrin\b|"
    r"\bkami akan (?:selesaikan|bantu selesaikan|tindak|ambil tindakan)\b",
)
_NOT_MEANT = (
    r"(?i:\bsorry,? not sorry\b|\b(?:no|never|without|zero|not|unapologetically|don't|won't|nothing to) (?:be |"
    r"need to )?(?:sorry|apolog\w+)|\bunapolog\w+|"
    r"\b(?:feel|feels|felt|feeling) sorry for\b|\b(?:how|when|learn|learning|art|ways?) (?:\w+ )?to (?:say sorry|"
    r"apologi[sz]e)\b|"
    r"\b(?:tak|tidak|tiada|jangan|usah|tanpa) (?:perlu |payah )?(?:minta|mohon|memohon|pinta) (?:maaf|ampun)\b|"
    r"\b(?:cara|bagaimana|belajar|tip|seni|berani|pandai|ajar|kuasa) (?:\w+ )?(?:minta|mohon|memohon|"
    r"meminta) (?:maaf|ampun)\b|"
    r"\b(?:menteri|beliau|dia|mereka|artis|pelakon|penyanyi|presiden|pengarah|syarikat itu|\w+ (?:itu|"
    r"tersebut)) (?:\w+ )?"
    r"(?:minta|mohon|memohon|meminta) maaf\b|"
    r"\byou(?:'ll|’ll| will| would|'d|’d) (?:be|feel) sorry\b|"
    r"\byou (?:won't|will not|won’t) (?:be|feel) sorry\b|\bbetter safe than sorry\b|\bmaaf zahir(?:,)?(?: dan|"
    r" &)? batin\b|\btanpa maaf\b|\btiada maaf\b)|"
    "(?:不好意思|抱歉|[对對]不起)[，,][^。！？\n]{0,14}(?:就是[这這][么麼样樣])|[对對]不起[，,]?我[爱愛]你|"
    "[绝從从][不没沒](?:会|會)?(?:道歉|抱歉|致歉)|(?:不必|不用|[无無]需|毋[须須])(?:[说說]|感到)?(?:抱歉|道歉|"
    "不好意思|[对對]不起)|"
    "(?:بدون|چطور|چگونه|نیازی به|لازم به|آموزش|هنر|جای) (?:\\S+ ){0,2}(?:عذر ?‌?خواهی|پوزش|معذرت)|"
    "[^.!؟\n]{0,60}(?:عذر ?‌?خواهی|"
    "پوزش) (?:کرد|کردن|نکرد|کنید)(?= |[.!؟؛،]|$)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    flags = re.IGNORECASE | re.MULTILINE
    return re.compile("|".join(_APOLOGIES), flags), re.compile("|".join(_SUPPORT), flags), re.compile(_NOT_MEANT)


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each apology and each piece of support talk on a main account; nothing on a support account."""
    if draft.role == "support":
        return
    text = spoken(draft)
    apologies, support, not_meant = _patterns()
    text = not_meant.sub(lambda match: "\ufffc" * len(match[0]), text)
    place = f"{draft.support}, your support account" if draft.support else "the support account"
    for match in apologies.finditer(text):
        start = match.end() - len(match[0].lstrip(" \t\n\ufffc"))
        yield Finding(
            "C02.apology",
            "warning",
            f"An apology on the main account: “{draft.text[start : match.end()].strip()}”.",
            "text",
            f"Say it from {place}; here visitors should not meet a list of apologies.",
            start,
            match.end(),
        )
    for match in support.finditer(text):
        yield Finding(
            "C02.support-talk",
            "warning",
            f"Support talk on the main account: “{draft.text[match.start() : match.end()].strip()}”.",
            "text",
            f"Answer from {place}.",
            *match.span(),
        )
