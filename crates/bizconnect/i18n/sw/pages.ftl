bizconnect-page-title = Miunganisho
bizconnect-page-tab-suggestions = Mapendekezo
bizconnect-page-tab-received = Yaliyopokelewa
bizconnect-page-tab-sent = Yaliyotumwa
bizconnect-page-tab-connected = Zilizoungana
bizconnect-page-tab-past = Ya zamani
bizconnect-page-market = Soko
bizconnect-page-why = Kwa nini
bizconnect-page-connect = Ungana
bizconnect-page-connect-with = Ungana na { $name }
bizconnect-page-dismiss = Si yetu
bizconnect-page-dismiss-this = { $name } si yetu
bizconnect-page-dismissed = { $name } haitapendekezwa tena.
bizconnect-page-undo = Tendua
bizconnect-page-details = Maelezo
bizconnect-page-chat = Ongea
bizconnect-page-chat-with = Ongea na { $name }
bizconnect-page-details-of = Maelezo ya muunganisho na { $name }
bizconnect-page-left-today = { $n ->
    [0] Umeona mapendekezo yote mapya ya leo.
    [one] Leo unaweza kuona pendekezo moja zaidi.
   *[other] Leo unaweza kuona mapendekezo { $n } zaidi.
}
bizconnect-page-staff = Unaweza kuangalia. Meneja au CEO wa biashara yako hutuma na kujibu maombi ya kuungana.
bizconnect-page-unproved = Thibitisha kwanza barua pepe au namba yako ya simu. Kisha unaweza kuomba kuungana.
bizconnect-page-unproved-action = Thibitisha sasa
bizconnect-page-no-business-title = Miunganisho ni kati ya biashara
bizconnect-page-no-business-text = Anzisha biashara yako, nasi tutakuonyesha washirika wanaofaa, pamoja na sababu.
bizconnect-page-no-business-action = Anzisha biashara
bizconnect-page-none-title = Bado hakuna mapendekezo
bizconnect-page-none-text = Ukieleza zaidi kuhusu biashara yako (aina, mahali, unachouza na unachotafuta), ndivyo tutakavyoweza kupendekeza washirika vizuri.
bizconnect-page-none-action = Eleza zaidi kuhusu biashara yako
bizconnect-page-received-none-title = Hakuna maombi yanayosubiri
bizconnect-page-received-none-text = Biashara ikiomba kuungana na yako, unaijibu hapa.
bizconnect-page-sent-none-title = Humsubiri mtu
bizconnect-page-sent-none-text = Maombi unayotuma hukaa hapa hadi yajibiwe, kwa siku 30.
bizconnect-page-connected-none-title = Bado hakuna miunganisho
bizconnect-page-connected-none-text = Omba biashara inayofaa; ikikubali, mnaweza kuzungumza kwa uhuru.
bizconnect-page-past-none-title = Hakuna kitu hapa
bizconnect-page-past-none-text = Maombi yaliyokataliwa, kuondolewa au kutojibiwa huja hapa.
bizconnect-page-see-suggestions = Ona mapendekezo
bizconnect-page-ask = Omba kuungana
bizconnect-page-note = Jitambulishe
bizconnect-page-note-hint = Si lazima. Sema unachouza au unachotafuta. Herufi zisizozidi { $n }.
bizconnect-page-send = Tuma ombi
bizconnect-page-there-already = Tayari kuna ombi au muunganisho kati yenu.
bizconnect-page-newer = Kuna ombi au muunganisho mpya zaidi kati yenu.
bizconnect-page-see-it = Kione
bizconnect-page-corridor = Kabla ya makadirio yako ya kwanza ya bei
bizconnect-page-corridor-care = Hizi ni kanuni za jumla, si ushauri wa kisheria. Forodha ndiyo yenye neno la mwisho.
bizconnect-page-checked = ilihakikiwa { $day }
bizconnect-page-your-note = Utambulisho wako
bizconnect-page-their-note = Utambulisho wao
bizconnect-page-gone = Biashara ambayo haipo tena
bizconnect-page-state-sent = Inasubiri jibu
bizconnect-page-state-received = Inaomba kuungana
bizconnect-page-state-accepted = Mmeungana
bizconnect-page-state-declined = Imekataliwa
bizconnect-page-state-withdrawn = Imeondolewa
bizconnect-page-state-blocked = Imezuiwa
bizconnect-page-state-expired = Haikujibiwa kwa wakati
bizconnect-page-line-pending = { $ago } · { $left }
bizconnect-page-line-again = { $ago } · inaweza kuombwa tena: { $left }
bizconnect-page-accept = Kubali
bizconnect-page-accept-after-all = Kubali hata hivyo
bizconnect-page-decline = Kataa
bizconnect-page-withdraw = Ondoa
bizconnect-page-block = Zuia
bizconnect-page-unblock = Ondoa kizuizi
bizconnect-page-block-summary = Zuia biashara hii
bizconnect-page-block-text = Hapo hakuna upande utakaoweza kumwomba au kumwandikia mwenzake. Unaweza kulitengua.
bizconnect-flash-requested = Ombi lako liko njiani. Utaarifiwa likijibiwa.
bizconnect-flash-met = Nyote wawili mlikuwa mmeomba: sasa mmeungana.
bizconnect-flash-accepted = Mmeungana. Sasa mnaweza kuzungumza.
bizconnect-flash-declined = Umekataa. Bado unaweza kukubali baadaye.
bizconnect-flash-withdrawn = Umeondoa ombi lako. Unaweza kuomba tena baada ya siku 30.
bizconnect-flash-blocked = Biashara imezuiwa. Unaweza kuiondolea kizuizi hapa.
bizconnect-flash-changed = Imebadilika wakati huo huo. Hivi ndivyo ilivyo sasa.
bizconnect-flash-restored = Inaweza kupendekezwa tena.
bizconnect-metrics-link = Takwimu
bizconnect-metrics-title = Miunganisho yako kwa takwimu
bizconnect-metrics-text = { $n ->
    [one] Wiki hii. Ombi huhesabiwa katika wiki lilipotumwa.
   *[other] Wiki { $n } zilizopita, pamoja na hii. Ombi huhesabiwa katika wiki lilipotumwa.
}
bizconnect-metrics-sent = Maombi yaliyotumwa
bizconnect-metrics-received = Maombi yaliyopokelewa
bizconnect-metrics-total = { $n }, yaliyokubaliwa: { $accepted }
bizconnect-metrics-sent-share = ya maombi yaliyotumwa na kumalizika yalikubaliwa
bizconnect-metrics-received-share = ya maombi yaliyopokelewa na kumalizika yalikubaliwa
bizconnect-metrics-their-time = hadi jibu la maombi yaliyotumwa, kwa kawaida
bizconnect-metrics-own-time = hadi jibu la maombi yaliyopokelewa, kwa kawaida
bizconnect-metrics-percent = { $n }%
bizconnect-metrics-minutes = { $n ->
    [one] dakika { $n }
   *[other] dakika { $n }
}
bizconnect-metrics-hours = { $n ->
    [one] saa { $n }
   *[other] saa { $n }
}
bizconnect-metrics-days = { $n ->
    [one] siku { $n }
   *[other] siku { $n }
}
bizconnect-metrics-table = Kwa jedwali
bizconnect-metrics-week = Wiki ya
bizconnect-metrics-col-sent = Yaliyotumwa
bizconnect-metrics-col-received = Yaliyopokelewa
bizconnect-metrics-col-accepted = Yaliyokubaliwa
bizconnect-metrics-col-time = Jibu baada ya
bizconnect-metrics-none-title = Hakuna maombi katika wiki hizi
bizconnect-metrics-none-text = Ukiomba muunganisho na biashara, au biashara ikikuomba, utaona hapa jinsi mambo yanavyokwenda.
