### Arifa: watu wanaambiwa nini, na kurasa.

## Watu wanaambiwa nini. $n ni idadi ya vitu vinavyofanana katika mstari mmoja.

notifications-connection-requested-title = { $n ->
    [one] { $business } inataka kuungana nawe
   *[other] Biashara { $n } zinataka kuungana nawe
}
notifications-connection-requested-body = { $n ->
    [one] Soma ombi la kuungana na ulijibu. Ukishakubali, mnaweza kuandikiana.
   *[other] La mwisho ni la { $business }. Soma maombi ya kuungana na uyajibu.
}
notifications-connection-reminded-title = { $n ->
    [one] { $business } bado inasubiri jibu lako
   *[other] Maombi { $n } ya kuungana bado yanasubiri jibu lako
}
notifications-connection-reminded-body = Jibu huchukua mguso mmoja, hata likiwa hapana.
notifications-connection-accepted-title = { $n ->
    [one] { $business } imekubali ombi lako la kuungana
   *[other] Biashara { $n } zimekubali maombi yako ya kuungana
}
notifications-connection-accepted-body = Sasa mnaweza kuandikiana.
notifications-connection-declined-title = { $n ->
    [one] { $business } imekataa ombi lako la kuungana
   *[other] Maombi yako { $n } ya kuungana yamekataliwa
}
notifications-connection-declined-body = Unaweza kuomba tena baada ya siku 30. Kwa sasa, angalia ni nani mwingine anayefaa.
notifications-match-suggested-title = { $n ->
    [one] { $business } inaweza kuwa mshirika mzuri kwako
   *[other] Biashara { $n } zinaweza kuwa washirika wazuri kwako
}
notifications-match-suggested-body = Angalia, na uombe kuungana ukipenda unachoona.
notifications-listing-matched-title = { $n ->
    [one] “{ $other }” linaendana na “{ $listing }” lako
   *[other] Matangazo { $n } yanaendana na “{ $listing }” lako
}
notifications-listing-matched-body = Kuna anayeuza unachohitaji, au anayehitaji unachouza. Wasiliana kabla ya wengine.
notifications-search-matched-title = { $n ->
    [one] Tangazo moja jipya kwa “{ $search }”
   *[other] Matangazo { $n } mapya kwa “{ $search }”
}
notifications-search-matched-body = Yamekuja tangu ulipoangalia mara ya mwisho.
notifications-message-sent-title = { $person }
notifications-person-gone = Mtu fulani
notifications-message-sent-body = { $n ->
    [one] amekuandikia ujumbe
   *[other] amekuandikia ujumbe { $n }
}
notifications-conversation-assigned-title = { $n ->
    [one] Umepewa mteja
   *[other] Umepewa wateja { $n }
}
notifications-conversation-assigned-body = Wanasubiri jibu lako kwenye kikasha.
notifications-conversation-escalated-title = Mteja amesubiri kwa muda mrefu mno
notifications-conversation-escalated-body = Hakuna kwenye timu yako aliyejibu bado. Tafadhali ingilia kati.
notifications-listing-expiring-title = “{ $listing }” linakaribia kuisha
notifications-listing-expiring-body = Lihuishe kwa mguso mmoja ili wanunuzi waendelee kuliona.
notifications-listing-expired-title = { $n ->
    [one] “{ $listing }” limeisha
   *[other] Matangazo yako { $n } yameisha
}
notifications-listing-expired-body = Wanunuzi hawaoni tena kilichoisha. Kitangaze tena ikiwa bado unacho.
notifications-listing-approved-title = { $n ->
    [one] “{ $listing }” liko hewani
   *[other] Matangazo yako { $n } yako hewani
}
notifications-listing-approved-body = Tumeliangalia, na wanunuzi wanaliona sasa.
notifications-listing-rejected-title = “{ $listing }” halikuweza kwenda hewani
notifications-listing-rejected-body = Angalia tangazo, lirekebishe na ulitume tena.
notifications-listing-rejected-reason = { $reason } Lirekebishe na ulitume tena.
notifications-business-verified-title = { $business } imethibitishwa
notifications-business-verified-body = Ukurasa na matangazo yako yatakuwa na alama hiyo kuanzia sasa.
notifications-security-alert-title = Tafadhali angalia akaunti yako
notifications-security-alert-body = Kuna jambo lisilo la kawaida limetokea. Angalia vifaa vilivyoingia, na uweke nenosiri jipya ikiwa kimoja si chako.
notifications-security-alert-refresh-token-reused = Mtu ametumia kuingia kwako kulikokwisha, kwa hiyo tumefunga kipindi hicho. Angalia vifaa vilivyoingia, na uweke nenosiri jipya ikiwa kimoja si chako.
notifications-security-alert-contact-added = Barua pepe au nambari ya simu imeongezwa kwenye akaunti yako. Ikiwa si wewe, weka nenosiri jipya mara moja.
notifications-security-alert-contact-changed = Barua pepe au nambari ya simu ya akaunti yako imebadilishwa. Ikiwa si wewe, weka nenosiri jipya mara moja.
notifications-security-alert-contact-removed = Barua pepe au nambari ya simu imeondolewa kwenye akaunti yako. Ikiwa si wewe, weka nenosiri jipya mara moja.
notifications-digest-title = { $n ->
    [one] Arifa moja mpya
   *[other] Arifa { $n } mpya
}
notifications-digest-body = Yaliyokusanyika tangu jana.
notifications-other-title = Kuna jambo jipya
notifications-other-body = Ukurasa huu bado hauwezi kueleza zaidi. Angalia tena baada ya muda.

## Ukaguzi

notifications-check-type = Hakuna aina hiyo ya arifa.
notifications-check-channel = Hakuna njia hiyo ya kukuarifu.
notifications-check-security = Kinachohusu usalama wako hakiwezi kuzimwa.
notifications-check-time = Andika saa hivi: 21:30.
notifications-check-quiet = Mwanzo na mwisho lazima vitofautiane.
notifications-check-device-one = Taja tokeni ya programu au usajili wa kivinjari, si vyote viwili.
notifications-check-device-token = Hii si tokeni ya arifa.
notifications-check-device-endpoint = Hii si anwani ya huduma ya arifa.
notifications-check-device-key = Hii si ufunguo wa usajili wa arifa.

## Kurasa

notifications-page-title = Arifa
notifications-page-choose = Chagua
notifications-page-all = Zote
notifications-page-unread = { $n ->
    [0] Ambazo hazijasomwa
   *[other] Ambazo hazijasomwa ({ $n })
}
notifications-page-read-all = Weka zote kuwa zimesomwa
notifications-page-all-read = Zote zimewekwa kuwa zimesomwa.
notifications-page-new = Mpya
notifications-page-activity = Yote yaliyotokea
notifications-page-activity-text = Siku tisini, pamoja na uliyochagua kutoarifiwa.
notifications-page-preview = Watu wanachoarifiwa
notifications-page-preview-text = Kila arifa kama inavyosemwa kwa kitu kimoja na kwa vingi, kwa majina ya mfano. Wasimamizi pekee huona ukurasa huu.
notifications-page-preview-count = Kwa { $n }
notifications-page-mark-unread = Weka kuwa haijasomwa: { $title }
notifications-page-mark-read = Weka kuwa imesomwa: { $title }
notifications-page-none = Bado hakuna kitu hapa
notifications-page-none-text = Mtu akikuandikia, akikujibu, au tangazo lako likiisha, utalisoma hapa.
notifications-page-none-unread = Umesoma zote
notifications-page-none-unread-text = Mpya huja hapa kwanza.
notifications-page-preferences = Unataka kuarifiwa nini?
notifications-page-preferences-text = Unaweza kubadilisha hili wakati wowote.
notifications-page-saved = Chaguo lako limehifadhiwa.
notifications-page-conflict = Chaguo lako limebadilishwa kwenye kifaa kingine wakati huo huo. Ulichochagua hapa bado kipo chini: hifadhi tena ili kibaki.
notifications-page-type-message = Ujumbe
notifications-page-type-message-hint = Mtu ameandika, au mteja anasubiri
notifications-page-type-match = Washirika na yanayoendana
notifications-page-type-match-hint = Maombi ya kuungana, biashara na matangazo yanayofaa
notifications-page-type-engagement = Yanayokuvutia
notifications-page-type-engagement-hint = Majibu mapya ya utafutaji uliohifadhi
notifications-page-type-system = Matangazo yako
notifications-page-type-system-hint = Kabla na wakati yanapoisha
notifications-page-type-approval = Maamuzi yetu
notifications-page-type-approval-hint = Ukaguzi na uthibitishaji
notifications-page-type-payment = Malipo
notifications-page-type-payment-hint = Yaliyoingia na yanayodaiwa
notifications-page-type-task = Kazi
notifications-page-type-task-hint = Timu yako inataka nini kifanyike
notifications-page-type-security = Usalama
notifications-page-type-security-hint = Huwa imewashwa daima, kulinda akaunti yako
notifications-page-channel-in-app = Ndani ya programu
notifications-page-channel-push = Kwenye simu, hata programu ikiwa imefungwa
notifications-page-channel-email = Kwa barua pepe, au kwa SMS ikiwa tuna simu yako tu
notifications-page-channel-sms = Kwa SMS
notifications-page-channel-whatsapp = Kwa WhatsApp
notifications-mail-choose = Chagua tunachokuandikia:
notifications-page-quiet = Saa za utulivu
notifications-page-quiet-text = Wakati huo hakuna kinachokukatiza ila usalama wako. Mengine husubiri kwenye orodha. Acha zote wazi ikiwa hutaki.
notifications-page-quiet-from = Kuanzia
notifications-page-quiet-until = Hadi
notifications-page-digest = Mara moja kwa siku
notifications-page-digest-at = Niarifu yote saa
notifications-page-digest-hint = Acha wazi ili uarifiwe yanapotokea.
