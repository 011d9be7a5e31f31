"""How people write to an account in English, by what the words tell; phrases apart by `|`, `*` ends a stem."""

ENGLISH: dict[str, str] = {
    "topic": (
        "my order|my parcel|my package|my delivery|my account|my subscription|my ticket|my booking|my reservation|"
        "my flight|my invoice|my payment|my card|my bill|my data|customer service|customer support|support ticket|"
        "tracking|login|log in|sign in|password|warranty|my bag|my luggage|sync|repair|the app|your app|your website|"
        "support team|verification code|error|bug|opening hours|replacement|return my|exchange my|delay|a fix"
    ),
    "resolved": (
        "fixed|fixed my|fixed it|all fixed|problem solved|solved|solved my problem|solved my issue|resolved|"
        "resolved my|resolved it|sorted|sorted my|sorted now|sorted it|sorted out|replaced it|helped me fix|"
        "refunded me|got my refund|working again|works again|works now|works perfectly"
    ),
    "hint": (
        "can i|can we|can you|could you|is there|are you|does it|does the|did i|did we|have you|will you|will it|"
        "am i|should i|difficult|hard to use|months|your act together|credit|hurry|do i|haven't|hasn't|didn't|still|"
        "again|keeps|twice|hours|stop|told|trying to|tried|waited|weeks|tell me why|cancelled|canceled|money|"
        "customer relations|ten minutes|twenty minutes|happening|going on|question|please|urgent|asap|anyone there|"
        "anybody there|hello|slow|late|down|lost|wrong|missing|help|support|waiting|return|charge|can't|cannot|"
        "doesn't|won't|isn't|cancel|trouble|problem*|issue*|outage|why|when|refused|nobody|cracked|expired|stuck|"
        "stale|leaks|late again|hidden fee*|fees"
    ),
    "crisis2": (
        "data breach|data leak|you were hacked|have you been hacked|you got hacked|leaked data|leaked customer*|"
        "security breach|class action|lawsuit|suing you|taking you to court|see you in court|my lawyer|our lawyer*|"
        "legal action|attorney general|caught fire|on fire and|burst into flames|exploded|exploding|electric shock|"
        "electrocuted|food poisoning|hospitali*|in hospital|in the hospital|the hospital|rushed to|injured|"
        "carbon monoxide|safety hazard|fire hazard|product recall|recall your|recalled|nationwide|widespread outage|"
        "major outage|massive outage|global outage|total outage|outage across|down for everyone|everyone is down|"
        "nobody can pay|nobody can log|nobody can access|nobody can use|no one can log|no one can pay|"
        "no one can access|no one can use|boycott*|investigative|i'm a journalist|i am a journalist|i'm a reporter|"
        "i am a reporter|reporter with|reporter at|reporter from|journalist with|journalist at|journalist from|"
        "request for comment|for comment|press inquiry|going viral|whistleblower|racist ad|racist campaign|"
        "sexual harassment|child labor|child labour|allergic reaction|anaphyla*|undeclared|contaminated|toxic|"
        "poisoned|leak of customer|customer data|passwords exposed|exposed passwords|regulator|trading standards|"
        "ftc complaint|ico complaint|someone died|people died|died from|died after|has died|could have died|"
        "could've died|killed my|was killed|people are getting sick|made people sick"
    ),
    "crisis1": (
        "outage|everyone|everyone i know|thousands of|hundreds of|millions of|all users|whole city|entire city|"
        "whole country|trending|breaking|news|dangerous|unsafe|burned|burnt|burns|on fire|smoke|investigation|police|"
        "scandal|journalist|reporter|leaked|breach|sue|court|racist|sick|half the country|all of us|evacuat*"
    ),
    "insult": (
        "idiot*|moron*|imbecile*|scum|scumbag*|dumbass*|jackass*|asshole*|arsehole*|bastard*|bitch*|dickhead*|"
        "douchebag*|shithead*|dipshit*|fuckwit*|fuckface*|motherfucker*|mf|cunt*|wanker*|twat*|prick|pricks|retard*|"
        "loser|losers|parasite*|vermin|subhuman*|cockroach*|pig|pigs|clown|clowns|maggot*|fuck you|fuck off|f off|"
        "screw you|go to hell|rot in hell|burn in hell|piss off|stfu|shut up|shut the fuck up|eat shit|suck my|kys|"
        "go die|drop dead|hate you all|piece of shit|pieces of shit|pos|waste of oxygen|waste of space|brain dead|"
        "braindead|brainless|halfwit*|nazi|nazis|whore*|slut*|trash people|human garbage|human trash|ugly cow|"
        "fat cow|nobody likes you|cretin*|numpty|bellend*|sack of shit|get cancer|kill yourself|hope you die|"
        "hope you all die|lowlife*|degenerate*|tosser*|knobhead*|dimwit*"
    ),
    "insult_adj": (
        "stupid|pathetic|dumb|garbage|trash|disgusting|disgrace|useless|worthless|incompetent|ugly|shit|crap|joke|"
        "filth|rats|vile|trolls|ignorant|liars|crooks|dense|clueless|retarded|rubbish|thick|spineless|gutless|a waste"
    ),
    "threat": (
        "kill you|kill u|murder you|gonna kill|find where you live|know where you live|where you live|burn your|"
        "burn down your|beat you|beat the|break your legs|break your face|punch you|punch your|smash your face|"
        "slap you|hunt you|watch your back|you're dead|you are dead|hurt you|shoot you|stab you|come for you|"
        "coming for you|deserve to die|should die|should be shot|regret being born|your family will"
    ),
    "problem2": (
        "don't deliver|won't deliver|keep charging|charged my|owed me|owe me|holding my money|hacked|someone changed|"
        "hangs up|it hangs|no points|didn't recognise|takes up too much|too much storage|without internet|no power|"
        "by itself|keeps turning|keeps failing|keep getting|keeps getting|keeps freezing|not playing|won't play|"
        "doesn't play|playable|validate|activate|not turning on|turned up broken|arrived broken|arrived with|"
        "came with a|came broken|arrived smashed|smashed|torn|bent|dented|spilled|spilt|a hole in|missing a|"
        "missing the|missing part|short by|one item short|only received|only got|got the wrong|sent the wrong|"
        "sent me the wrong|wrong product|different colour|different color|burnt out|makes a noise|weird noise|"
        "grinding noise|not what i ordered|what now|what do i do|what should i do|what can i do|where do i|"
        "where can i find|who do i contact|who can i contact|who do i speak|can i get my|can i change|can i return|"
        "can i cancel|could you check|can you check|please check|please look into|look into|please advise|any update|"
        "any updates|any news on|update on my|when will|when is my|when does my|how long does|how long will|"
        "how long until|why is my|why was my|why am i|why can't i|why can't|why did you|why do you keep|why have you|"
        "why has my|took money|took my money|taken money|debited|deducted|double payment|payment declined|declined|"
        "rejected|not accepted|invalid|won't accept|promo code|voucher|coupon|discount code|not applied|didn't apply|"
        "unlock|locked|verify my|two factor|2fa|otp|confirmation email|no email|never comes|never came|hasn't come|"
        "no confirmation|didn't work|quit working|out for delivery|left outside|wrong house|neighbour got|signed for|"
        "courier|driver|no show|rescheduled|stranded|missed my connection|rebook|rebooked|compensation|claim form|"
        "in limbo|no heating|keeps dropping|drops out|buffering|no sound|no picture|pixelated|flicker*|unresponsive|"
        "won't respond|malfunction*|faulted|not fit|need a refund|want a refund|want my money|not working|"
        "isn't working|doesn't work|does not work|won't work|stopped working|not loading|won't load|doesn't load|"
        "keeps crashing|crash*|broken|broke after|broke within|broke on|defective|faulty|damaged|refund*|money back|"
        "charged twice|double charged|charged me|overcharged|billed|billing|wrong item|wrong size|wrong order|"
        "wrong colour|wrong color|missing item*|missing from|never arrived|hasn't arrived|has not arrived|"
        "not arrived|didn't arrive|not received|never received|haven't received|didn't receive|not been delivered|"
        "not delivered|undelivered|where is my|where's my|still waiting|been waiting|waiting for my|waiting on my|"
        "on hold|no response|no reply|no answer|nobody answers|nobody answered|no one answers|no one responds|"
        "no one is responding|nobody responds|can't log|cannot log|can't login|cannot login|unable to|can't access|"
        "cannot access|locked out|can't sign|cannot sign|log in|login|sign in|password|verification code|reset|"
        "error*|bug|bugs|glitch*|freezes|freezing|frozen|cancel my|cancelled my|canceled my|cancellation|delayed|"
        "delay|lost my|lost luggage|lost my bag|my bag|my luggage|tracking|my order|my parcel|my package|my delivery|"
        "my account|my subscription|my ticket|my booking|my reservation|my flight|my invoice|my payment|my refund|"
        "my card|my bill|my data|warranty|return my|exchange my|replacement|repair|complaint|help me|need help|"
        "please help|can you help|could you help|can someone help|any help|how do i|how can i|how do you|how to|fix|"
        "fixed|fixing|keeps disconnecting|disconnect*|no internet|no signal|no service|slow internet|is down|"
        "down again|went down|can't connect|cannot connect|won't connect|won't open|won't start|won't turn|"
        "won't charge|won't let me|doesn't let me|can't open|can't find|can't pay|can't checkout|can't download|"
        "can't upload|can't update|can't get|can't use|can't cancel|not able to|keeps logging|logged out|"
        "logging me out|failed|fails|failing|not responding|not syncing|won't sync|doesn't sync|sync|expired|stuck|"
        "leaking|leaks|scratched|cracked|dead on arrival|customer service|customer support|support ticket|"
        "case number|ticket number|hung up on|ignored my|ignoring my|three weeks|two weeks|days ago|weeks ago|"
        "hours late|minutes late|late again|doesn't turn|not charging|battery drain*|overheat*|unauthori*|deleted my|"
        "suspended my|blocked my|disappeared|vanished|not showing|still haven't|still no|still not|since the update|"
        "after the update|latest update|never got|didn't get|hasn't shown|not shown up|no hot water|was cold|"
        "arrived cold|stale|mouldy|moldy|doesn't recognise|doesn't recognize|refuses to|keeps asking|keeps saying|"
        "troubleshoot*|change my|update my address|delete my|deactivate|unsubscribe|speak to a human|talk to a human|"
        "is there a way to|open a ticket|raise a ticket|wrong address|doesn't fit|fell apart|stopped charging|"
        "stopped responding|won't stop|double billed|not compatible|blank screen|black screen|white screen|"
        "spinning wheel|app closes|is missing|are missing|was missing|arrived empty"
    ),
    "problem1": (
        "what's the point|what is the point|not a customer service|is trash|nothing is|yall got|to pay for nothing|"
        "you're the worst|wtf|wth|the hell|smh|ugh|😡|😤|🤬|😠|👎|insulting|garbage service|ghosted|fraudulently|"
        "pointless|misleading|lied to|lied|lying|shambles|shame on|shame|fail|joke|sort it out|sort yourselves|"
        "get it together|not impressed|not happy|so bad|the worst|unreliable|lousy|dreadful|appalling|atrocious|"
        "abysmal|shocking service|robbery|ripped off|overpriced|hate|hated|poor|disgusted|outrageous|"
        "never coming back|last time|lack of|false advertising|ruining|wasted|stolen|stole|scam|problem*|issue*|"
        "trouble|help|support|worst|terrible|awful|horrible|poor service|bad service|rude|disappoint*|unacceptable|"
        "ridiculous|frustrat*|annoy*|slow|waiting|late|missing|wrong|unhappy|angry|furious|fed up|rip off|ripoff|"
        "scammed|cheated|down|outage|lag|lagging|laggy|doesn't|won't|isn't|complain*|waste of money|never again|lost|"
        "ruined|useless|broke|nobody|thanks for nothing|thanks a lot for|slow clap|joke of a|unusable|cancel|return|"
        "charge|can't|cannot|ignored"
    ),
    "service": (
        "order|account|app|ticket|update|delivery|parcel|package|invoice|payment|subscription|website|site|page|"
        "service|device|flight|booking|card|email|settings|feature|android|iphone|ios|windows|wifi|router|"
        "phone number|opening hours|checkout"
    ),
    "sales2": (
        "how much|price|prices|pricing|what's the cost|what does it cost|cost of|quote|quotation|a demo|book a demo|"
        "request a demo|demo|free trial|trial|where can i buy|where to buy|where can we buy|want to buy|like to buy|"
        "looking to buy|buy one|buy this|buy it|buy two|i'd buy|ready to buy|interested in buying|interested in your|"
        "interested in purchasing|purchase|in stock|back in stock|restock*|available in|do you ship|ship to|"
        "shipping to|deliver to|do you sell|do you offer|discount*|bulk|wholesale|reseller|distributor|"
        "enterprise plan|pro plan|team plan|licences|licenses|license cost|licence cost|per seat|per user|"
        "subscribe to your|upgrade to|switch to you|switching from|thinking of switching|considering your|which plan|"
        "which model|recommend for|preorder|pre-order|take my money|talk to sales|sales team|sales rep|contact sales|"
        "gift card*|student plan|student discount|volume pricing|evaluate|evaluating|comparing you|shortlist*|"
        "procurement|rfp|how do i order|how can i order|how do i buy|how can i buy|payment plan|instal*ments|for sale"
    ),
    "sales1": (
        "buy|cost|available|order one|interested|plan for|plans for|offer|sell|catalog*|shipping|stock|models|"
        "for our team|for my team"
    ),
    "influencer2": (
        "collab|collabs|collaborat*|partnership|partner with|work together|work with you|sponsor*|brand deal|"
        "brand ambassador|ambassador|media kit|my followers|my audience|my subscribers|my viewers|my readers|"
        "my channel|our podcast|my podcast|on the podcast|my newsletter|our newsletter|my blog|content creator|"
        "i'm a creator|i am a creator|influencer*|youtuber|streamer|blogger|tiktoker|podcast host|feature you|"
        "featuring you|review unit|send me a sample|pr package|pr list|paid promotion|ugc|k followers|000 followers|"
        "k subscribers|000 subscribers|affiliate program*|guest on my|guest on our|interview you|interview your|"
        "speak at our|host a giveaway|giveaway together|instagram page with|subs on youtube"
    ),
    "influencer1": (
        "followers|subscribers|audience|creator|podcast|channel|youtube|video about|reviewing|keynote|twitch|"
        "review video"
    ),
    "spam2": (
        "crypto|bitcoin|btc|forex|airdrop|nft drop|giveaway alert|free money|make money|earn money|earn $|earn up to|"
        "passive income|work from home|click here|click the link|click my|link in bio|check my bio|buy followers|"
        "get followers|gain followers|grow your followers|grow your account|more followers|followers fast|"
        "promote it on|promote your|dm for promo|dm me for|dm to promote|follow me back|follow back|f4f|"
        "follow for follow|onlyfans|hot singles|sexy|nudes|casino|betting|slots|viagra|weight loss|lose weight|"
        "miracle|investment opportunity|investment platform|double your|100x|1000x|pump|presale|whitelist|"
        "seo services|seo service|web design services|cheap followers|limited offer|limited time|act now|"
        "congratulations you|you have won|you've won|claim your|claim now|free gift card|free iphone|recover your|"
        "recovery expert|hack recovery|hacker on|contact him on|on telegram|telegram group|join our telegram|join my|"
        "binary options|trading signals|signal group|he helped me|she helped me|guaranteed profit*|"
        "guaranteed returns|essay help|pay someone to|assignment due|100% legit|replica|cheap rolex|loan approval|"
        "instant loan"
    ),
    "spam1": (
        "free|win|winner|promo|earn|profit|profits|invest|guaranteed|giveaway|cheap|usdt|eth|token|link|bonus|"
        "visit my|check out my|dm|whatsapp|telegram|subscribe to my"
    ),
    "praise2": (
        "love|loved|loving|amazing|awesome|excellent|fantastic|wonderful|brilliant|superb|outstanding|incredible|"
        "best|great job|great work|well done|good job|nice work|kudos|shout out|shoutout|props to|impressed|"
        "delighted|perfect|thank you so much|thanks so much|many thanks|big thanks|huge thanks|made my day|"
        "game changer|life saver|lifesaver|highly recommend|recommend to everyone|five stars|5 stars|10/10|top notch|"
        "blown away|so happy with|very happy with|happy customer|exceeded|beautiful*|gorgeous|delicious|a delight|"
        "bravo|hats off|couldn't be happier|saved me|saved my|rocks|you rock|legend|legends|works like a charm|"
        "never been happier|obsessed|flawless*|no complaints|killer feature|damn good|bloody good|bloody love|"
        "insanely good|stupidly good|sick design|the bomb|the shit|fucking love|fucking amazing|fucking great|"
        "ridiculously good|goat"
    ),
    "praise1": (
        "thanks|thank you|thx|ty|great|good|nice|cool|happy|glad|enjoy*|smooth|fast|quick|helpful|friendly|"
        "appreciate*|grateful|fan|congrats|congratulations|👏|❤|😍|🥰|🙌|💯|🙏|🎉|recommend|worth it|pleased|"
        "favourite|favorite|yay|win for"
    ),
    "shield": (
        "would be great|that'd be great|be great if|be nice if|happy halloween|happy holidays|happy friday|"
        "happy birthday|happy new year|happy monday|happy weekend|good morning|good evening|good night|great day|"
        "good day|nice day|great britain|the fuck|what the fuck|why the fuck|as fuck|fuck yes|fuck yeah|"
        "work out for me|no problem|no problems|not a problem|no issue|no issues|without issue*|without any issue*|"
        "never had a problem|never had an issue|any problems|stupid question|dumb question|idiot proof|i'm an idiot|"
        "i'm such an idiot|i am an idiot|i'm stupid|im an idiot|i feel stupid|i was stupid|me an idiot|like an idiot|"
        "silly me|pig butcher|guinea pig|class clown|shut up and take my money|clown fish|fixed it|all fixed|"
        "problem solved|sorted now|pump up|pumped|can't wait|cannot wait|can't stop|can't get enough|"
        "can't live without|can't recommend|can't believe how good|can't beat|couldn't wait|cannot recommend|"
        "breaking news|sick of|no need|die hard|drop dead gorgeous|killing it|killed it|slow down|broke the internet|"
        "wrong with that|help desk|price you pay|at all costs|win win|free shipping|free trial|return customer|"
        "returning customer|kill for|to die for|never crash*|never late|bug free|not sure how to thank|how to thank|"
        "where have you been|feel free|good news|great news|the news|for free|at best|best regards|at its best|"
        "best before|best way|best time|best plan|had a blast"
    ),
    "negation": (
        "not|no|never|isn't|wasn't|aren't|don't|didn't|doesn't|hardly|neither|nor|without|nothing|far from|less than|"
        "zero|used to|would"
    ),
    "you": "you|you're|ur|u|youre|yall|y'all|ceo|people|lot|bunch",
    "me": "i'm|i|im|me|myself|my|called",
}
