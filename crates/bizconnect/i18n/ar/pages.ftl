bizconnect-page-title = الصلات
bizconnect-page-tab-suggestions = اقتراحات
bizconnect-page-tab-received = واردة
bizconnect-page-tab-sent = مُرسلة
bizconnect-page-tab-connected = متصلة
bizconnect-page-tab-past = سابقة
bizconnect-page-market = السوق
bizconnect-page-why = السبب
bizconnect-page-connect = تواصل
bizconnect-page-connect-with = تواصل مع { $name }
bizconnect-page-dismiss = لا تناسبنا
bizconnect-page-dismiss-this = { $name } لا تناسبنا
bizconnect-page-dismissed = لن تُقترح { $name } مرة أخرى.
bizconnect-page-undo = تراجع
bizconnect-page-details = التفاصيل
bizconnect-page-chat = دردشة
bizconnect-page-chat-with = دردشة مع { $name }
bizconnect-page-details-of = التفاصيل: الصلة مع { $name }
bizconnect-page-left-today = { $n ->
    [zero] رأيت كل اقتراحات اليوم الجديدة.
    [one] يمكنك رؤية اقتراح جديد واحد آخر اليوم.
    [two] يمكنك رؤية اقتراحين جديدين آخرين اليوم.
    [few] يمكنك رؤية { $n } اقتراحات جديدة أخرى اليوم.
    [many] يمكنك رؤية { $n } اقتراحاً جديداً آخر اليوم.
   *[other] يمكنك رؤية { $n } اقتراح جديد آخر اليوم.
}
bizconnect-page-staff = يمكنك الاطّلاع. المدير أو الرئيس التنفيذي لشركتك هو من يرسل الطلبات ويجيب عنها.
bizconnect-page-unproved = أكّد أولًا بريدك الإلكتروني أو رقم هاتفك، ثم يمكنك طلب الاتصال بالشركات.
bizconnect-page-unproved-action = التأكيد الآن
bizconnect-page-no-business-title = الصلات تُعقد بين الشركات
bizconnect-page-no-business-text = أنشئ شركتك لنعرض عليك شركاء يناسبونك مع الأسباب.
bizconnect-page-no-business-action = أنشئ شركة
bizconnect-page-none-title = لا اقتراحات بعد
bizconnect-page-none-text = كلما ذكرت المزيد عن شركتك (الفئات والمكان وما تعرضه وما تطلبه) كانت الاقتراحات أفضل.
bizconnect-page-none-action = أضف المزيد عن شركتك
bizconnect-page-received-none-title = لا طلبات تنتظر
bizconnect-page-received-none-text = عندما تطلب شركة التواصل مع شركتك تجيبها من هنا.
bizconnect-page-sent-none-title = لا تنتظر رداً من أحد
bizconnect-page-sent-none-text = تبقى طلباتك هنا حتى يُجاب عنها، مدة 30 يوماً.
bizconnect-page-connected-none-title = لا صلات بعد
bizconnect-page-connected-none-text = اطلب التواصل مع شركة تناسبك، وبعد قبولها تتحادثان بحرية.
bizconnect-page-past-none-title = لا شيء هنا
bizconnect-page-past-none-text = تأتي إلى هنا الطلبات المرفوضة والمسحوبة والتي لم يُجب عنها.
bizconnect-page-see-suggestions = شاهد الاقتراحات
bizconnect-page-ask = طلب تواصل
bizconnect-page-note = عرّف بنفسك
bizconnect-page-note-hint = اختياري. اذكر ما تعرضه أو تبحث عنه. { $n } حرف على الأكثر.
bizconnect-page-send = أرسل الطلب
bizconnect-page-there-already = بينكما صلة قائمة بالفعل.
bizconnect-page-newer = بينكما صلة أو طلب أحدث.
bizconnect-page-see-it = شاهدها
bizconnect-page-corridor = قبل أول عرض سعر
bizconnect-page-corridor-care = هذه قواعد عامة وليست استشارة قانونية. والكلمة الأخيرة للجمارك.
bizconnect-page-checked = روجعت في { $day }
bizconnect-page-your-note = تعريفك
bizconnect-page-their-note = تعريفهم
bizconnect-page-gone = شركة لم تعد موجودة
bizconnect-page-state-sent = بانتظار الرد
bizconnect-page-state-received = تطلب التواصل
bizconnect-page-state-accepted = متصلتان
bizconnect-page-state-declined = مرفوض
bizconnect-page-state-withdrawn = مسحوب
bizconnect-page-state-blocked = محظورة
bizconnect-page-state-expired = لم يُجب في الوقت
bizconnect-page-line-pending = { $ago } · { $left }
bizconnect-page-line-again = { $ago } · يمكن الطلب من جديد: { $left }
bizconnect-page-accept = اقبل
bizconnect-page-accept-after-all = اقبل رغم ذلك
bizconnect-page-decline = ارفض
bizconnect-page-withdraw = اسحب الطلب
bizconnect-page-block = احظر
bizconnect-page-unblock = ألغِ الحظر
bizconnect-page-block-summary = حظر هذه الشركة
bizconnect-page-block-text = عندها لا يستطيع أي طرف أن يطلب من الآخر أو يكتب إليه. ويمكنك التراجع عن ذلك.
bizconnect-flash-requested = طلبك في الطريق. سنخبرك بالرد.
bizconnect-flash-met = طلب كل منكما الآخر: أنتما متصلان.
bizconnect-flash-accepted = أنتما متصلان. يمكنكما التحادث الآن.
bizconnect-flash-declined = لقد رفضت. ما زال بإمكانك القبول.
bizconnect-flash-withdrawn = سحبت طلبك. يمكنك الطلب من جديد بعد 30 يوماً.
bizconnect-flash-blocked = الشركة محظورة. يمكنك إلغاء الحظر من هنا.
bizconnect-flash-changed = تغيّر الأمر في هذه الأثناء. هذا هو حاله الآن.
bizconnect-flash-restored = يمكن أن تُقترح من جديد.
bizconnect-metrics-link = أرقام
bizconnect-metrics-title = صلاتك بالأرقام
bizconnect-metrics-text = { $n ->
    [one] هذا الأسبوع. يُحسب الطلب في الأسبوع الذي أُرسل فيه.
    [two] آخر أسبوعين، وهذا الأسبوع منهما. يُحسب الطلب في الأسبوع الذي أُرسل فيه.
    [few] آخر { $n } أسابيع، وهذا الأسبوع منها. يُحسب الطلب في الأسبوع الذي أُرسل فيه.
    [many] آخر { $n } أسبوعًا، وهذا الأسبوع منها. يُحسب الطلب في الأسبوع الذي أُرسل فيه.
   *[other] آخر { $n } أسبوع، وهذا الأسبوع منها. يُحسب الطلب في الأسبوع الذي أُرسل فيه.
}
bizconnect-metrics-sent = الطلبات المرسلة
bizconnect-metrics-received = الطلبات الواردة
bizconnect-metrics-total = { $n }، قُبل منها { $accepted }
bizconnect-metrics-sent-share = من الطلبات المرسلة المنتهية قُبلت
bizconnect-metrics-received-share = من الطلبات الواردة المنتهية قُبلت
bizconnect-metrics-their-time = حتى الرد على الطلبات المرسلة عادةً
bizconnect-metrics-own-time = حتى الرد على الطلبات الواردة عادةً
bizconnect-metrics-percent = { $n }٪
bizconnect-metrics-minutes = { $n ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
bizconnect-metrics-hours = { $n ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
bizconnect-metrics-days = { $n ->
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
bizconnect-metrics-table = على شكل جدول
bizconnect-metrics-week = أسبوع
bizconnect-metrics-col-sent = مرسلة
bizconnect-metrics-col-received = واردة
bizconnect-metrics-col-accepted = مقبولة
bizconnect-metrics-col-time = الرد بعد
bizconnect-metrics-none-title = لا طلبات في هذه الأسابيع
bizconnect-metrics-none-text = حين تطلب التواصل مع شركة، أو تطلبه منك شركة، ترى هنا كيف تسير الأمور.
