### Akaunti: kukataliwa, ukaguzi na ujumbe.

accounts-error-credentials = Anwani au nenosiri si sahihi.
accounts-error-suspended = Akaunti hii imefungwa kwa sasa. Tuandikie ukidhani ni makosa.
accounts-error-code = Msimbo huo si sahihi, au ni wa zamani mno. Angalia ujumbe mpya zaidi, au omba msimbo mwingine.
accounts-error-other-password = Hili si nenosiri la usajili huu. Acha wazi ili uchague jipya.
accounts-error-too-many-codes = Anwani hii imeshapata misimbo yake ya leo. Jaribu tena kesho, au tumia anwani nyingine.
accounts-error-refresh = Kipindi hiki kimeisha. Ingia tena.
accounts-error-address-taken = Tayari kuna akaunti yenye anwani hii.
accounts-error-has-business = Tayari uko kwenye biashara.
accounts-error-answered-otherwise = Usajili wako umeendelea wakati huo, labda kwenye simu nyingine, kwa jibu lingine. Ulichotuma sasa hakikupokelewa; unaweza kukibadilisha kwenye akaunti yako.
accounts-error-last-ceo = Wewe ndiye CEO pekee wa biashara yenye wanachama wengine. Mfanye mmoja wao CEO kwanza.
accounts-error-last-contact = Hii ndiyo anwani yako pekee iliyothibitishwa. Ongeza nyingine kwanza.
accounts-error-not-verified = Thibitisha kwanza barua pepe au nambari yako ya simu: andika msimbo tuliokutumia.

## Ukaguzi

accounts-check-email = Andika barua pepe hivi: jina@mfano.com.
accounts-check-phone = Hii si nambari ya simu inavyopigwa katika nchi hiyo. Iandike kwa + na msimbo wa nchi.
accounts-check-address = Andika barua pepe, au nambari ya simu yenye + na msimbo wa nchi.
accounts-check-address-needed = Toa barua pepe au nambari ya simu.
accounts-check-one-address = Toa barua pepe au nambari ya simu, si zote mbili.
accounts-check-password-short = Tumia angalau herufi 8. Maneno matatu au manne yasiyohusiana ni rahisi kukumbuka.
accounts-check-password-long = Tumia herufi zisizozidi 128.
accounts-check-password-common = Watu wengi hutumia nenosiri hili, kwa hiyo hukisiwa kwanza. Chagua lingine.
accounts-check-password-personal = Jina au anwani yako ndicho kitu cha kwanza ambacho wengine hujaribu. Chagua lingine.
accounts-check-country = Chagua nchi.
accounts-check-language = Chagua moja ya lugha za PushNchat.
accounts-check-currency = Huu si msimbo wa sarafu inayotumika.
accounts-check-time-zone = Hakuna ukanda wa saa kama huo.
accounts-check-name = Jina halina viungo, anwani wala nambari za simu.
accounts-check-profile = Andika maandishi hapa.
accounts-check-profile-field = Jukumu lako halina sehemu hiyo.
accounts-check-role = Hakuna jukumu kama hilo la kuchagua.
accounts-check-status = Hakuna hali kama hiyo ya kuchagua.
accounts-check-business-type = Chagua biashara inafanya nini.
accounts-check-category-unknown = Hakuna aina kama hiyo.
accounts-check-category-count = Chagua aina moja hadi tano.
accounts-check-market = Hakuna soko kama hilo.
accounts-check-latitude = Latitudo lazima iwe kati ya -90 na 90.
accounts-check-longitude = Longitudo lazima iwe kati ya -180 na 180.
accounts-check-website = Andika anwani ya tovuti, mfano https://mfano.com.
accounts-check-logo = Chagua picha uliyoipakia mwenyewe.
accounts-check-opening-hours = Saa za kufungua na kufunga huandikwa hivi: 08:00, si zaidi ya mara mbili kwa siku.
accounts-check-step = Hatua hii haijafunguliwa.
accounts-check-search = Tafuta kwa herufi 2 hadi 80.

## Ujumbe wa barua pepe na SMS

accounts-message-verify-subject = { $code } ni msimbo wako wa PushNchat
accounts-message-verify-mail =
    Karibu PushNchat.

    Msimbo wako ni { $code }. Unafaa kwa dakika { $minutes }.

    Ikiwa si wewe uliyejisajili, huhitaji kufanya chochote. Usimwambie mtu yeyote msimbo huu, hata sisi.
accounts-message-verify-sms = PushNchat: { $code } ni msimbo wako. Unafaa kwa dakika { $minutes }. Usimwambie mtu.
accounts-message-reset-subject = { $code } ni msimbo wako wa nenosiri jipya
accounts-message-reset-mail =
    Mtu ameomba nenosiri jipya la akaunti yako ya PushNchat.

    Msimbo wako ni { $code }. Unafaa kwa dakika { $minutes }.

    Ikiwa si wewe, huhitaji kufanya chochote: nenosiri lako linabaki lilivyo. Usimwambie mtu yeyote msimbo huu.
accounts-message-reset-sms = PushNchat: { $code } ni msimbo wako wa nenosiri jipya. Unafaa kwa dakika { $minutes }. Usimwambie mtu.
accounts-message-registered-subject = Tayari una akaunti ya PushNchat
accounts-message-registered-mail =
    Mtu amejisajili sasa hivi PushNchat kwa anwani yako. Tayari una akaunti, kwa hiyo hakuna kilichobadilishwa.

    Ikiwa ni wewe: ingia kwenye { $site }/sign-in, au weka nenosiri jipya kwenye { $site }/password/forgot.
    Ikiwa si wewe, huhitaji kufanya chochote.
accounts-message-registered-sms = PushNchat: tayari una akaunti. Ingia kwenye { $site }/sign-in
accounts-message-password-subject = Nenosiri lako la PushNchat limebadilishwa
accounts-message-password-mail =
    Nenosiri la akaunti yako ya PushNchat limebadilishwa sasa hivi, na umetolewa kwenye vifaa vyote.

    Ikiwa si wewe, weka nenosiri jipya mara moja: { $site }/password/forgot
accounts-message-password-sms = PushNchat: nenosiri lako limebadilishwa. Ikiwa si wewe, weka jipya mara moja: { $site }/password/forgot
accounts-message-contact-subject = { $code } ni msimbo wako wa PushNchat
accounts-message-contact-mail =
    Mtu anataka kutumia anwani hii kwa akaunti yake ya PushNchat.

    Ikiwa ni wewe, andika msimbo huu: { $code }. Unafaa kwa dakika { $minutes }.

    Ikiwa si wewe, huhitaji kufanya chochote. Usimwambie mtu yeyote msimbo huu, hata sisi.
accounts-message-contact-sms = PushNchat: { $code } ni msimbo wako wa nambari hii. Unafaa kwa dakika { $minutes }. Usimwambie mtu.
accounts-message-contact-taken-subject = Anwani yako inatumika PushNchat
accounts-message-contact-taken-mail =
    Mtu amejaribu sasa hivi kutumia anwani yako kwa akaunti nyingine ya PushNchat. Tayari ni ya akaunti yako, kwa hiyo hakuna kilichobadilishwa.

    Ikiwa ni wewe: ingia kwa anwani hii kwenye { $site }/sign-in
    Ikiwa si wewe, huhitaji kufanya chochote.
accounts-message-contact-taken-sms = PushNchat: nambari hii tayari ni ya akaunti yako, kwa hiyo haikuongezwa kwenye nyingine.
accounts-message-contact-gone-subject = Anwani hii si ya akaunti yako ya PushNchat tena
accounts-message-contact-gone-mail =
    Anwani hii imeondolewa sasa hivi kwenye akaunti yako ya PushNchat, au imebadilishwa na nyingine.

    Ikiwa si wewe, ingia kwenye { $site }/sign-in kwa anwani yako nyingine, weka nenosiri jipya, na utuandikie mara moja.
accounts-message-contact-gone-sms = PushNchat: nambari hii imeondolewa kwenye akaunti yako au kubadilishwa. Ikiwa si wewe, tuandikie mara moja: { $site }
accounts-message-contacts-subject = Anwani za akaunti yako ya PushNchat zimebadilishwa
accounts-message-contacts-mail =
    Barua pepe au nambari ya simu ya akaunti yako ya PushNchat imeongezwa, kubadilishwa au kuondolewa sasa hivi. Ona ipi: { $site }/account/contacts

    Ikiwa si wewe, weka nenosiri jipya mara moja: { $site }/password/forgot
accounts-message-contacts-sms = PushNchat: anwani ya akaunti yako imebadilishwa. Ikiwa si wewe, weka nenosiri jipya mara moja: { $site }/password/forgot
accounts-message-verification-subject = Habari kuhusu uthibitishaji wa biashara yako
accounts-message-verification-mail =
    Tumeamua kuhusu uthibitishaji wa biashara yako kwenye PushNchat. Soma jibu letu: { $site }/business/verification
accounts-message-verification-sms = PushNchat: jibu letu kuhusu uthibitishaji wa biashara yako: { $site }/business/verification
accounts-message-role-given-subject = Umepewa nafasi uliyoomba
accounts-message-role-given-mail =
    Umepewa nafasi uliyoomba kwenye PushNchat. Inaanza sasa: { $site }/account
accounts-message-role-given-sms = PushNchat: umepewa nafasi uliyoomba: { $site }/account
accounts-message-role-refused-subject = Kuhusu nafasi uliyoomba
accounts-message-role-refused-mail =
    Hatukuweza kukupa nafasi uliyoomba kwenye PushNchat. Mengine yote yanafanya kazi kama awali.

    Unaweza kuomba tena, ukieleza zaidi kuhusu wewe kwenye wasifu wako: { $site }/onboarding/role
accounts-message-role-refused-sms = PushNchat: hatukuweza kukupa nafasi uliyoomba. Mengine yote yanafanya kazi kama awali.

## Papers, and names of devices

accounts-error-papers-wait = Hati za biashara hii tayari zinaangaliwa. Subiri jibu.
accounts-error-trusted = Biashara hii tayari ina kiwango cha juu kabisa.
accounts-error-decided = Mtu mwingine tayari ameamua hili.
accounts-error-link = Anwani hii ya hati imepitwa na wakati, au ilitengenezwa kwa mtu mwingine. Pakia ukurasa upya.
accounts-check-papers = Chagua picha au mafaili ya PDF, moja hadi nne.
accounts-check-level = Chagua kiwango kingine.
accounts-check-decision = Kubali au kataa.
accounts-device-unknown = Kifaa kisichojulikana
accounts-device-app = Programu
accounts-device-java = simu ya Java
accounts-device-on = { $browser } kwenye { $system }
