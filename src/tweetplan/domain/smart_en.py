"""How goals are spoken of in English; also searched in the other languages, whose marketers borrow these words."""

from tweetplan.domain.smart_words import Words

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_SURE_MONTHS = r"(?:january|february|april|june|july|august|september|october|november|december)"
_ORDINAL = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_UNIT = (
    r"(?:working |business |calendar |fiscal |financial )?(?:day|week|weekend|fortnight|month|quarter|year|season|"
    r"semester)"
)
_COUNT_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|"
    r"six|seven|eight|nine))?|a dozen|dozen|(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|"
    r"half a) )?"
    r"(?:hundred|thousand|million))(?: (?:hundred|thousand|million|and|\w+ty(?:-\w+)?))*"
)
_RATES = (
    r"engagement|interaction|conversion|response|reply|resolution|retention|churn|growth|completion|bounce|open|"
    r"repeat|re-?follow|follow|unfollow|answer|satisfaction|click|share|amplification|applause|redemption|"
    r"participation|win-?back|return|mention|view|sign-?up|registration|renewal|approval|cancellation|success|"
    r"attendance|adoption|referral"
)

ENGLISH = Words(
    code="en",
    example="raise the monthly engagement rate by 15 %",
    example_number="+500 high-quality followers a month",
    example_window="followers +25 % next quarter",
    measures=(
        rf"(?:{_RATES})[- ]rates?|rates? of (?:{_RATES})|cost[- ]per[- ]\w+|cp[ceamli]|"
        r"followers?|fans|follower[- ](?:count|numbers?|growth|base)|follows|follow-?backs?|follow(?:ing)? us|"
        r"un-?follow(?:s|ers|ing)|subscribers?|impressions?|(?:video |media |post |tweet |page |"
        r"profile )?(?:page ?)?views|viewers|viewership|(?:link |url |profile |hashtag |website |ad |"
        r"button )?clicks?|clicking|click[- ]?(?:through|thru)s?(?:[- ]rates?)?|ctrs?|engagements|interactions|"
        r"likes|retweets?|reposts?|quotes|quote[- ](?:tweet|post)s|replies|comments|responses|shares|bookmarks?|"
        r"saves|@?-?mentions?|dms?|direct messages|messages|votes?|profile visits?|visits|visitors?|traffic|"
        r"sessions|leads(?! to | in | the )|qualified leads?|lead (?:forms?|gen\w*|submissions?|volume|count|"
        r"numbers)|mqls?|sqls?|[ei]nquir(?:y|ies)|sign[- ]?ups?|signing up|registrations?|registrants?|"
        r"subscriptions?|(?:form )?submissions?|form fills?|downloads?|installs?|installations?|trials?|demos?|"
        r"demo requests?|requests|bookings?|reservations?|orders?|sales|revenue|turnover|purchases?|conversions?|"
        r"customers?|clients?|buyers?|deals|redemptions?|redeemed|coupons?|applications?|applicants?|hires|"
        r"donations?|donors?|tickets?|seats|attendees?|participants?|entries|submitters|roi|roas|ltv|clv|aov|csat|"
        r"nps|net promoter score|(?:response|reply|replying|answer|resolution|waiting|handling|first[- ]response|"
        r"first[- ]reply)[- ]times?|time to (?:first |the first )?(?:repl\w+|respon\w+|answer|resol\w+)|(?:average|"
        r"median) (?:response|reply)|satisfaction|ratings?|reviews?|complaints?|sentiment|share of voice|posts|"
        r"tweets|threads?|videos?|polls?|chats?|spaces|articles?|stories|case studies|data reports?|reports|"
        r"newsletter(?: sign-?ups)?|webinars?|collaborations?|influencers?|partnerships?|partners|watch[- ]?time|"
        r"minutes watched|hashtag (?:uses?|usage)|members?|users|ugc|testimonials?|referrals?|backlinks?|renewals?|"
        r"spend|cost"
    ),
    soft=(
        r"engagement|interaction|interactivity|reach|exposure|growth|audience|activity|attention|interest|"
        r"conversations?|participation|responsiveness|coverage"
    ),
    vague=(
        r"awareness|presence|visibility|visible|seen|popular(?:ity)?|reputation|image|brands?|branding|known|"
        r"famous|fame|recogni\w+|influence|influential|authority|authoritative|credib\w+|trust(?:ed|worth\w+)?|"
        r"loyal(?:ty)?|buzz|hype|viral(?:ity|ly)?|better|best|stronger|bigger|greater|nicer|cooler|great|awesome|"
        r"amazing|success\w*|impact|relationships?|connect(?:ion|ed)?s?|loved?|voice|leaders?(?:hip)?|go-to|"
        r"expert(?:ise)?|communit(?:y|ies)|happy|happier|active|relevant|relevance|mindshare|affinity|perception|"
        r"goodwill|vibes?|footprint|identity"
    ),
    windows=(
        rf"(?:per|a|an|each|every|any|this|next|last|coming|current|following|the|the next|the coming|end of|all|"
        rf"whole|of) "
        rf"(?:single |other |coming |following )?{_UNIT}|(?:bi-?|semi-?)?(?:daily|weekly|monthly|quarterly|yearly|"
        rf"annual(?:ly)?)|fortnightly|per annum|/ ?(?:day|d|week|wk|month|mo|quarter|qtr|year|yr)|<n>(?:[- ]|"
        rf"-to-\d+ )?(?:days?|weeks?|wks?|months?|mos?|quarters?|years?|yrs?|fortnights?|seasons?)|(?:in|within|"
        rf"over|during) (?:a|one|half a) (?:day|week|month|quarter|year|season)|{_ORDINAL} (?:quarter|half|month|"
        rf"week|semester)|(?:the )?(?:first |second )?half[- ]year|(?:q[1-4]|h[12])(?:[ /-]?'?\d{{2,4}})?|"
        rf"fy ?'?\d{{2,4}}|20\d\d ?-?(?:q[1-4]|h[12]|w\d\d?)|(?:by|until|till|before|of|in|from|to|through|during|"
        rf"since|mid|early|late|end|this|next|each|every|for|after)[- ]"
        rf"(?:the )?(?:end of |start of |beginning of |mid-?|early |late )?{_MONTHS}|{_MONTHS} ?(?:\d{{1,2}}(?:st|"
        rf"nd|rd|th)?,? ?)?(?:20\d\d|\d{{1,2}}(?:st|nd|rd|th)?)|\d{{1,2}}(?:st|nd|rd|"
        rf"th)? (?:of )?{_MONTHS}(?:,? ?20\d\d)?|{_SURE_MONTHS}|(?:year|quarter|month|week|season)[- ]?end|eo[ymq]|"
        rf"ytd|(?:year|month|quarter|week)[- ]over[- ](?:year|month|quarter|week)|yoy|end of (?:the )?(?:year|"
        rf"month|quarter|week|season)|(?:next|this|the|by|over|during|last|in) "
        rf"(?:the )?(?:summer|winter|spring|autumn|fall|holidays|holiday season)|tomorrow|today|tonight|christmas|"
        rf"black friday|easter|(?:every |each |on |next |this |by )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
        rf"ramadan|eid|diwali|new year|thanksgiving|halloween|(?:next|coming) (?:few|couple of|several) \w+"
    ),
    hushed=(
        r"top[- ]?(?:\d+|three|five|ten)|\d+ (?:best|biggest|largest|top|most)|(?:numbers?|no\.?|nr\.?|ranks?|"
        r"ranked|position|place) ?#?(?:\d+|one)|\d+(?:st|nd|rd|th)|24/7|24 ?x ?7|(?:24|twenty-four) hours a day|"
        r"(?:7|seven) days a week|around the clock|\d+[- ]years?[- ]olds?|\d+ years? old|age[ds]? \d+(?: ?(?:-|to|"
        r"and) ?\d+)?|\d+ ?(?:-|to) ?\d+[- ]years?[- ]olds?|\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.?|p\.m\.?)|"
        r"\d{1,2}:\d\d|\d+-to-\d+|360[- ]degrees?|\d+ ?- ?\d+ age|one of|(?:web|twitter|x|version|release|chapter|"
        r"part|phase|step|stage|gen|generation|iphone|galaxy|windows|covid|series|level|tier|model|gpt|pixel|"
        r"android|ios|round|episode|volume|season|day) ?-?\d+(?:\.\d+)*"
    ),
    numbers=_COUNT_WORDS,
    multiples=(
        r"doubl(?:e|es|ing)(?! down|[- ]check)|<n> (?:out of|in) (?:every )?(?:\d{1,2}|three|four|five|"
        r"ten)(?! ?-?(?:day|week|month|quarter|hour|minute|year))|doubled|tripl(?:e|es|ed|ing)|quadrupl\w+|twice|"
        r"thrice|halv(?:e|es|ed|ing)|(?:by|in) half|(?:two|three|four|five|ten|\d+)-?fold|<n> times (?:as|more|the|"
        r"higher)|(?<!first )(?<!second )half (?:of (?!20)|the (?!year|quarter|month)|our|as)|(?:a|one) (?:third|"
        r"quarter|fifth|tenth)(?= (?:of|more|fewer|less|higher|lower))|by (?:a|one) (?:third|quarter|fifth|half|"
        r"tenth)|two[- ]thirds|three[- ]quarters of"
    ),
    single=r"one|a single|zero",
    percent=r"(?:percent|per cent|pct|percentage points?|pp)(?![a-z])",
    lead=(
        r"by|to|from|of|at|least|most|than|over|under|above|below|about|around|approximately|roughly|nearly|almost|"
        r"reach(?:es|ing)?|hit(?:s|ting)?|gain(?:s|ing)?|get(?:s|ting)?|win(?:s|ning)?|add(?:s|ing)?|earn(?:s|"
        r"ing)?|collect(?:ing)?|generat(?:e|es|ing)|sell(?:ing)?|book|close|acquir(?:e|ing)|attract(?:ing)?|"
        r"bring(?:ing)?|bring in|deliver(?:ing)?|produc(?:e|ing)|publish(?:ing)?|post(?:ing)?|tweet(?:ing)?|send|"
        r"another|extra|additional|exactly|minimum|maximum|average|averaging|achiev(?:e|ing)|recruit(?:ing)?|"
        r"host(?:ing)?|hold(?:ing)?|welcome|sign up|receiv(?:e|ing)|secure|land|at least|up to"
    ),
    amounts=r"by|least|more than|fewer than|less than|up to|exactly|minimum(?: of)?|total of",
    gains=(
        r"gain(?:s|ing)?|win(?:ning)?|add(?:ing)?|earn(?:ing)?|collect(?:ing)?|generat(?:e|ing)|sell(?:ing)?|"
        r"book(?:ing)?|close|acquir(?:e|ing)|attract(?:ing)?|bring in|recruit(?:ing)?|receiv(?:e|ing)|secure|"
        r"sign up|another|extra|additional"
    ),
    breaks=r"for|with|on|in|via|through|across|among|to|and|so|that|which|about|by|from|at",
    waits=r"repl(?:y|ies|ied|ying)|respon\w+|answer\w*|resol\w+|react\w*|wait\w*|handl\w+|acknowledg\w*|get back",
    spells=r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h)(?![a-z])|(?:business |working )?hours?",
    filler=(
        r"increas\w+|grow(?:s|ing|th)?|rais\w+|improv\w+|boost\w*|lift\w*|driv\w+|expand\w*|enhanc\w+|"
        r"strengthen\w*|build\w*|get|gets|getting|gain\w*|do|does|be|become\w*|make|makes|reach\w*|achiev\w+|hit|"
        r"maximi[sz]e|optimi[sz]e|develop|work|post\w*|tweet\w*|use|using|have|take|want|need|should|must|will|"
        r"shall|can|try|keep|stay|go|going|reduc\w+|lower\w*|decreas\w+|cut|our|the|an?|by|of|to|in|on|at|for|and|"
        r"or|with|we|us|it|its|their|more|most|much|very|all|than|as|is|are|this|that|from|up|out|over|about|x|"
        r"twitter|accounts?|compan(?:y|ies)|teams?|social|media|people|everyone|everything|things?|goals?|targets?|"
        r"numbers?|figures?|kpis?|metrics?|results?|performance|percent\w*|level|higher|stuff|marketing|online|"
        r"further|significant\w*|times|new|good|way|ways|platform|channel|content"
    ),
    posts=r"tweets?|posts?|posting|pieces|threads?|publications?",
    daily=r"daily|(?:a|per|each|every) (?:single )?(?:work|working |week)?day|/ ?day",
    few=(
        r"small team|tiny team|team of (?:one|two|three|four|[1-4])|(?:one|two|three|1|2|3) (?:people|persons?|"
        r"of us|employees|colleagues)|alone|single-handed\w*"
    ),
    tens=(
        ("twelve", 12), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("hundred", 100),
        ("ten", 10), ("dozen", 12),
    ),
)  # fmt: skip
