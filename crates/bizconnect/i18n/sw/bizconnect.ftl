# Makosa
bizconnect-error-not-found = Hakuna muunganisho kama huo, au hauruhusiwi kuuona.
bizconnect-error-no-such-business = Hakuna biashara kama hiyo, au kwa sasa hakuna anayeiwakilisha.
bizconnect-error-oneself = Biashara haiwezi kuungana na yenyewe.
bizconnect-error-no-such-market = Hakuna soko kama hilo.
bizconnect-error-own-country = Soko hili halijafunguliwa kwa biashara za nchi yako.
bizconnect-error-other-country = Biashara nyingine haiko katika nchi ambayo soko hili linaelekea.
bizconnect-error-same-country = Biashara zote mbili ziko nchi moja: soko hili huunganisha nchi tofauti.
bizconnect-error-plan = Mpango wako haufungui soko hili. Hufunguliwa na: { $plans }.
bizconnect-error-already-requested = Umeshaiomba biashara hii. Bado haijajibu.
bizconnect-error-already-connected = Tayari mmeungana na biashara hii.
bizconnect-error-blocked-by-you = Umeizuia biashara hii. Iondolee kizuizi kwanza.
bizconnect-error-blocked = Biashara hii haiwezi kuombwa.
bizconnect-error-too-soon = Unaweza kuomba tena kuanzia { $day }.
bizconnect-error-request-waits = Ombi lako la muunganisho linasubiri jibu. Utaweza kuiandikia biashara hii itakapokubali.
bizconnect-error-write-too-soon = Biashara hii imekataa ombi lako la muunganisho. Utaweza kuiandikia kuanzia { $day }.
bizconnect-error-no-such-way = Hili haliwezekani kwa jinsi muunganisho ulivyo sasa.
bizconnect-error-replaced = Kuna ombi au muunganisho mpya zaidi kati ya biashara zenu mbili: tumia huo.
bizconnect-check-business = Hiki si kitambulisho cha biashara.
bizconnect-check-status = Chagua PENDING, ACCEPTED, DECLINED, WITHDRAWN, BLOCKED au EXPIRED.
bizconnect-check-direction = Chagua SENT au RECEIVED.
bizconnect-check-way = Muunganisho hupelekwa ACCEPTED, DECLINED, WITHDRAWN au BLOCKED.
bizconnect-check-weeks = Chagua wiki 1 hadi 52.

# Vikomo
bizconnect-quota-day = { $what ->
    [REQUEST] Leo umetuma maombi ya kuungana { $used } kati ya { $limit }.
    [FIRST_MESSAGE] Leo umeandika ujumbe wa kwanza { $used } kati ya { $limit }.
   *[SUGGESTION] Leo umeona mapendekezo { $used } kati ya { $limit }.
} Unaweza kuendelea baada ya { $resets }, au kwa mpango { $plan }.
bizconnect-quota-day-most = { $what ->
    [REQUEST] Leo umetuma maombi ya kuungana { $used } kati ya { $limit }.
    [FIRST_MESSAGE] Leo umeandika ujumbe wa kwanza { $used } kati ya { $limit }.
   *[SUGGESTION] Leo umeona mapendekezo { $used } kati ya { $limit }.
} Unaweza kuendelea baada ya { $resets }.
bizconnect-quota-month = { $what ->
    [REQUEST] Mwezi huu umetuma maombi ya kuungana { $used } kati ya { $limit }.
    [FIRST_MESSAGE] Mwezi huu umeandika ujumbe wa kwanza { $used } kati ya { $limit }.
   *[SUGGESTION] Mwezi huu umeona mapendekezo { $used } kati ya { $limit }.
} Unaweza kuendelea baada ya { $resets }, au kwa mpango { $plan }.
bizconnect-quota-month-most = { $what ->
    [REQUEST] Mwezi huu umetuma maombi ya kuungana { $used } kati ya { $limit }.
    [FIRST_MESSAGE] Mwezi huu umeandika ujumbe wa kwanza { $used } kati ya { $limit }.
   *[SUGGESTION] Mwezi huu umeona mapendekezo { $used } kati ya { $limit }.
} Unaweza kuendelea baada ya { $resets }.

# Sababu
bizconnect-reason-offers = Inauza unachotafuta: { $category }
bizconnect-reason-wants = Inatafuta ulicho nacho: { $category }
bizconnect-reason-supplies = Huwauzia wafanyabiashara kama wewe: { $category }
bizconnect-reason-buys = Hununua kwa wafanyabiashara kama wewe: { $category }
bizconnect-reason-goes-with = Inaendana na biashara yako: { $category }
bizconnect-reason-same-trade = Biashara ileile: { $category }
bizconnect-reason-near = Km { $n } tu kutoka hapa
bizconnect-reason-country = Pia iko { $country }
bizconnect-reason-language = Pia hufanya biashara kwa { $language }
bizconnect-reason-trusted = Inaaminika kwenye PushNchat
bizconnect-reason-verified = Imethibitishwa
bizconnect-reason-answers = Hujibu maombi mengi
bizconnect-reason-market = Ina kitu cha soko hili
bizconnect-language-am = Kiamhari
bizconnect-language-ar = Kiarabu
bizconnect-language-de = Kijerumani
bizconnect-language-en = Kiingereza
bizconnect-language-es = Kihispania
bizconnect-language-fr = Kifaransa
bizconnect-language-pt = Kireno
bizconnect-language-so = Kisomali
bizconnect-language-sw = Kiswahili
bizconnect-language-ti = Kitigrinya
bizconnect-language-zh = Kichina
