"""Promotion that leads somewhere: a clear call to action (G15), and links whose visits can be told apart (G28)."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

from tweetplan.api import Draft, Finding, Goal, hookimpl
from tweetplan_checks._reading import spoken

CALLS = (
    r"\b(?:sign up|subscribe|register|join|book|buy|order|shop|get|grab|claim|download|install|try|start|read|watch|"
    r"listen|see|learn|discover|find out|check out|visit|come|reserve|save your|apply|vote|reply|tell us|share|follow|"
    r"tap|click|swipe|enter|pre-?order|donate|call|message|contact|request|explore|upgrade|take|use code|don't miss)\b",
    "注册|註冊|报名|報名|订阅|訂閱|预订|預訂|预约|預約|购买|購買|下单|下單|抢购|搶購|选购|選購|领取|領取|下载|下載|"
    "试用|試用|"
    "体验|體驗|点击|點擊|戳|查看|了解|阅读|閱讀|观看|觀看|加入|参加|參加|参与|參與|投票|留言|转发|轉發|关注|關注|"
    "扫码|掃碼|"
    "联系|聯繫|申请|申請|使用优惠码|来店|來店|前往|立即|马上|馬上|快来|快來",
    r"ثبت ?‌?نام|مشترک|عضو|بخرید|خرید کنید|سفارش|رزرو|دانلود|نصب|امتحان کنید|شروع کنید|بخوانید|ببینید|تماشا کنید|"
    r"گوش کنید|کلیک|بزنید|سر بزنید|مراجعه|دریافت کنید|بگیرید|بپیوندید|شرکت کنید|رای دهید|رأی دهید|بنویسید|بگویید|"
    r"دنبال کنید|تماس بگیرید|پیام دهید|از دست ندهید|بیایید|استفاده کنید",
    r"\b(?:daftar|langgan|sertai|tempah|beli|pesan|order|dapatkan|ambil|tebus|muat turun|pasang|cuba|mula|mulakan|baca|"
    r"tonton|dengar|lihat|tengok|ketahui|semak|layari|kunjungi|lawati|datang|mohon|undi|balas|komen|kongsi|ikuti|"
    r"klik|tekan|imbas|hubungi|guna kod|gunakan|jom|jangan lepaskan)\b",
)
"""What asks a reader to do something, in the four languages."""
HIDING = re.compile(r"^(?:https?://)?(?:www\.)?(?:t\.co|bit\.ly|buff\.ly|ow\.ly|tinyurl\.com|lnkd\.in|dlvr\.it)/", re.I)
"""Short links: what they carry cannot be seen."""


@cache
def _call() -> re.Pattern[str]:
    return re.compile("|".join(CALLS), re.IGNORECASE)


@hookimpl
def tweetplan_check_draft(draft: Draft, goal: Goal | None) -> Iterator[Finding]:
    """A promotion that asks for nothing; links of a promotion, or of a goal's post, that nobody can count."""
    if draft.intent == "promo" and not draft.cta and not _call().search(spoken(draft)):
        yield Finding(
            "G15.no-call-to-action",
            "warning",
            "It promotes, but asks for nothing clear.",
            "text",
            "End on one thing to do: sign up, order, read on.",
            0,
            len(draft.text),
        )
    if goal is None and draft.intent != "promo":
        return
    name = (goal.campaign or goal.name) if goal else "…"
    if draft.link and "utm_" not in draft.utm.lower():
        message = "Visits to the landing page cannot be told from others: its link carries no campaign."
        yield Finding("G28.link-without-utm", "warning", message, "link", f"Add {_tags(draft.link, name)} to it.")
    for link in draft.entities.urls:
        if "utm_" not in link.text.lower() and not HIDING.match(link.text) and link.text != draft.utm:
            yield Finding(
                "G28.link-without-utm",
                "warning",
                "Visits through this link cannot be told from others.",
                "text",
                f"Add {_tags(link.text, name)} to it.",
                link.start,
                link.end,
            )


def _tags(link: str, campaign: str) -> str:
    return f"{'&' if '?' in link else '?'}utm_source=x&utm_medium=social&utm_campaign={quote(campaign, safe='…')}"
