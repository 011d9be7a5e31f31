"""A written goal made comparable: digits, widths, letters and spaces folded; each character knows its old place."""

import re
import unicodedata
from functools import cache

from tweetplan.domain.values import frozen

_PERSIAN = dict(zip("يىئكةۀأإآٱؤ", "یییکههااااو", strict=True))
_TRADITIONAL = (
    "關註點擊轉發評論鏈連結銷戶線絲贊讚動參與響應時間長個萬億兩條場張單額營業購買訂閱瀏覽觀訪問載裝試預約報會員復覆"
    "處滿訴淨薦續視頻聲標籤題話臺紅質術來從幣錢數達過週內裡裏後顧歷倉創雙節國慶聖誕讓變強開價認識隊禮無體驗優貼產現"
    "獲爭權領導係當對們書帳冊專屬屆際華電郵擴勢氣譽詢盤還這門運維財擁圍紹說層麼誠歡熱鐘貨樣級種組給絕總終訊談請諮證"
    "賣費賬輯適選遠邊鎖難願顯飛驚鮮麗歲滯贏漲昇陞團蹤圖廣網讀計畫經實錄傳獎減備輛輪頁頭項類繼舉號親記調護趨較辦迴進"
    "釋隨險風館則檔佔績潛聯絡區觸躍學積極機決準測獨碼穩競筆簡簽統綫蓋啟閘壓獻滾歸黏幾檢務協勵愛憶懷戰據擇損揮暢曆歐"
    "沒濟爾牽環療盡監眾禦稱窩罷義習聞脫艦藝蘇補設許詞誇課豐負責貴資賺軟農遞採針錯鎮陽陳雜離韓順須頓頗養馬驅鬧黃齊"
)
_SIMPLIFIED = (
    "关注点击转发评论链连结销户线丝赞赞动参与响应时间长个万亿两条场张单额营业购买订阅浏览观访问载装试预约报会员复复"
    "处满诉净荐续视频声标签题话台红质术来从币钱数达过周内里里后顾历仓创双节国庆圣诞让变强开价认识队礼无体验优贴产现"
    "获争权领导系当对们书账册专属届际华电邮扩势气誉询盘还这门运维财拥围绍说层么诚欢热钟货样级种组给绝总终讯谈请咨证"
    "卖费账辑适选远边锁难愿显飞惊鲜丽岁滞赢涨升升团踪图广网读计画经实录传奖减备辆轮页头项类继举号亲记调护趋较办回进"
    "释随险风馆则档占绩潜联络区触跃学积极机决准测独码稳竞笔简签统线盖启闸压献滚归粘几检务协励爱忆怀战据择损挥畅历欧"
    "没济尔牵环疗尽监众御称窝罢义习闻脱舰艺苏补设许词夸课丰负责贵资赚软农递采针错镇阳陈杂离韩顺须顿颇养马驱闹黄齐"
)
_PUNCTUATION = {"٪": "%", "٫": ".", "٬": ",", "،": ",", "؛": ";", "؟": "?", "。": ".", "、": ",", "’": "'", "−": "-"}
_NON_JOINER = "\u200c"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff〇]")


@frozen
class Reading:
    """A text as the lexicons see it, and for each of its characters the code point it was made of."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch `start` to `end` of the reading as code points of what was written."""
        if not self.places or start >= len(self.places):
            return 0, 0
        return self.places[start], self.places[max(start, end - 1)] + 1


@cache
def _table() -> dict[int, str]:
    """What each character is folded to; made for the first text that is not ASCII."""
    folds = {**_PERSIAN, **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)), **_PUNCTUATION}
    return {ord(character): plain for character, plain in folds.items()}


def folded(pattern: str) -> str:
    """A pattern in the spelling of readings: one form of each Persian letter, simplified Chinese."""
    return pattern if pattern.isascii() else pattern.translate(_table())


def read(text: str) -> Reading:
    """Fold a text: case, full width, every script's digits, half-spaces to spaces, no marks, no spaces beside Han."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _letters(character):
            if letter == " " and (not letters or letters[-1] == " " or _HAN.match(letters[-1])):
                continue
            if letters and letters[-1] == " " and _HAN.match(letter):
                letters.pop()
                places.pop()
            letters.append(letter)
            places.append(place)
    return Reading("".join(letters), tuple(places))


def _letters(character: str) -> str:
    """What one written character is read as: nothing, itself, or its folded form."""
    if character.isascii():
        return character.lower() if not character.isspace() else " "
    if character == _NON_JOINER or character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    return unicodedata.normalize("NFKC", character).casefold().translate(_table()).replace("\u0640", "")
