# Errors
bizconnect-error-not-found = There is no such connection, or it is not yours to see.
bizconnect-error-no-such-business = There is no such business, or nobody answers for it at present.
bizconnect-error-oneself = A business cannot connect with itself.
bizconnect-error-no-such-market = There is no such market.
bizconnect-error-own-country = This market is not open to businesses in your country.
bizconnect-error-other-country = The other business is not in a country that this market leads to.
bizconnect-error-same-country = Both businesses are in the same country: this market connects different ones.
bizconnect-error-plan = Your plan does not open this market. It is open with: { $plans }.
bizconnect-error-already-requested = You have asked this business already. It has not answered yet.
bizconnect-error-already-connected = You are connected with this business already.
bizconnect-error-blocked-by-you = You have blocked this business. Unblock it first.
bizconnect-error-blocked = This business cannot be asked.
bizconnect-error-too-soon = You may ask again from { $day } on.
bizconnect-error-request-waits = Your connection request waits for an answer. You can write to this business once it has accepted.
bizconnect-error-write-too-soon = This business has declined your connection request. You can write to it from { $day } on.
bizconnect-error-no-such-way = This cannot be done with the connection as it stands now.
bizconnect-error-replaced = There is a newer connection or request between your two businesses: use that one.
bizconnect-check-business = This is not the id of a business.
bizconnect-check-status = Choose PENDING, ACCEPTED, DECLINED, WITHDRAWN, BLOCKED or EXPIRED.
bizconnect-check-direction = Choose SENT or RECEIVED.
bizconnect-check-way = A connection is brought to ACCEPTED, DECLINED, WITHDRAWN or BLOCKED.
bizconnect-check-weeks = Choose from 1 to 52 weeks.

# Quotas. $what is REQUEST, FIRST_MESSAGE or SUGGESTION.
bizconnect-quota-day = { $what ->
    [REQUEST] You have sent { $used } of { $limit } connection requests today.
    [FIRST_MESSAGE] You have written { $used } of { $limit } first messages today.
   *[SUGGESTION] You have seen { $used } of { $limit } suggestions today.
} You can go on after { $resets }, or with the plan { $plan }.
bizconnect-quota-day-most = { $what ->
    [REQUEST] You have sent { $used } of { $limit } connection requests today.
    [FIRST_MESSAGE] You have written { $used } of { $limit } first messages today.
   *[SUGGESTION] You have seen { $used } of { $limit } suggestions today.
} You can go on after { $resets }.
bizconnect-quota-month = { $what ->
    [REQUEST] You have sent { $used } of { $limit } connection requests this month.
    [FIRST_MESSAGE] You have written { $used } of { $limit } first messages this month.
   *[SUGGESTION] You have seen { $used } of { $limit } suggestions this month.
} You can go on after { $resets }, or with the plan { $plan }.
bizconnect-quota-month-most = { $what ->
    [REQUEST] You have sent { $used } of { $limit } connection requests this month.
    [FIRST_MESSAGE] You have written { $used } of { $limit } first messages this month.
   *[SUGGESTION] You have seen { $used } of { $limit } suggestions this month.
} You can go on after { $resets }.

# Reasons
bizconnect-reason-offers = Offers what you are looking for: { $category }
bizconnect-reason-wants = Is looking for what you have: { $category }
bizconnect-reason-supplies = Supplies trades like yours: { $category }
bizconnect-reason-buys = Buys from trades like yours: { $category }
bizconnect-reason-goes-with = Goes with your trade: { $category }
bizconnect-reason-same-trade = The same trade: { $category }
bizconnect-reason-near = Only { $n } km away
bizconnect-reason-country = Also in { $country }
bizconnect-reason-language = Does business in { $language } too
bizconnect-reason-trusted = Trusted on PushNchat
bizconnect-reason-verified = Verified
bizconnect-reason-answers = Answers most requests
bizconnect-reason-market = Has something for this market
bizconnect-language-am = Amharic
bizconnect-language-ar = Arabic
bizconnect-language-de = German
bizconnect-language-en = English
bizconnect-language-es = Spanish
bizconnect-language-fr = French
bizconnect-language-pt = Portuguese
bizconnect-language-so = Somali
bizconnect-language-sw = Swahili
bizconnect-language-ti = Tigrinya
bizconnect-language-zh = Chinese
