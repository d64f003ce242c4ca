### الإشعارات: ما يُبلَّغ به الناس، والصفحات.

## ما يُبلَّغ به الناس. يدل ‎$n على عدد الأشياء المتشابهة في السطر.

notifications-connection-requested-title = { $n ->
    [one] تريد { $business } التواصل معك
    [two] تريد شركتان التواصل معك
    [few] تريد { $n } شركات التواصل معك
    [many] تريد { $n } شركةً التواصل معك
   *[other] تريد { $n } شركة التواصل معك
}
notifications-connection-requested-body = { $n ->
    [one] اقرأ طلب التواصل وأجب عنه. حين تقبل يمكن لكل منكما مراسلة الآخر.
    [two] آخرهما { $business }. اقرأ طلبَي التواصل وأجب عنهما.
    [few] آخرها { $business }. اقرأ طلبات التواصل وأجب عنها.
    [many] آخرها { $business }. اقرأ طلبات التواصل وأجب عنها.
   *[other] آخرها { $business }. اقرأ طلبات التواصل وأجب عنها.
}
notifications-connection-reminded-title = { $n ->
    [one] ما زالت { $business } تنتظر جوابك
    [two] طلبا تواصل ما زالا ينتظران جوابك
    [few] { $n } طلبات تواصل ما زالت تنتظر جوابك
    [many] { $n } طلب تواصل ما زالت تنتظر جوابك
   *[other] { $n } طلب تواصل ما زالت تنتظر جوابك
}
notifications-connection-reminded-body = الجواب بلمسة واحدة، حتى إن كان بالرفض.
notifications-connection-accepted-title = { $n ->
    [one] قبلت { $business } طلب التواصل
    [two] قبلت شركتان طلبي التواصل
    [few] قبلت { $n } شركات طلبات التواصل
    [many] قبلت { $n } شركةً طلبات التواصل
   *[other] قبلت { $n } شركة طلبات التواصل
}
notifications-connection-accepted-body = يمكنكم الآن التراسل.
notifications-connection-declined-title = { $n ->
    [one] اعتذرت { $business } عن طلب التواصل
    [two] رُفض طلبا تواصل لك
    [few] رُفضت { $n } طلبات تواصل لك
    [many] رُفض { $n } طلب تواصل لك
   *[other] رُفض { $n } طلب تواصل لك
}
notifications-connection-declined-body = يمكنك الطلب مجددًا بعد 30 يومًا. وحتى ذلك الحين انظر من يناسبك غيرها.
notifications-match-suggested-title = { $n ->
    [one] قد تكون { $business } شريكًا جيدًا لك
    [two] شركتان قد تكونان شريكتين جيدتين لك
    [few] { $n } شركات قد تكون شركاء جيدين لك
    [many] { $n } شركةً قد تكون شركاء جيدين لك
   *[other] { $n } شركة قد تكون شركاء جيدين لك
}
notifications-match-suggested-body = ألقِ نظرة، واطلب التواصل إن أعجبك ما ترى.
notifications-listing-matched-title = { $n ->
    [one] «⁨{ $other }⁩» يناسب إعلانك «⁨{ $listing }⁩»
    [two] إعلانان يناسبان إعلانك «⁨{ $listing }⁩»
    [few] { $n } إعلانات تناسب إعلانك «⁨{ $listing }⁩»
    [many] { $n } إعلانًا تناسب إعلانك «⁨{ $listing }⁩»
   *[other] { $n } إعلان تناسب إعلانك «⁨{ $listing }⁩»
}
notifications-listing-matched-body = هناك من يعرض ما تحتاج أو يحتاج ما تعرض. تواصل معه قبل غيرك.
notifications-search-matched-title = { $n ->
    [one] إعلان جديد في «⁨{ $search }⁩»
    [two] إعلانان جديدان في «⁨{ $search }⁩»
    [few] { $n } إعلانات جديدة في «⁨{ $search }⁩»
    [many] { $n } إعلانًا جديدًا في «⁨{ $search }⁩»
   *[other] { $n } إعلان جديد في «⁨{ $search }⁩»
}
notifications-search-matched-body = ظهرت منذ آخر مرة نظرت فيها.
notifications-message-sent-title = { $person }
notifications-person-gone = شخص ما
notifications-message-sent-body = { $n ->
    [one] كتب لك رسالة
    [two] كتب لك رسالتين
    [few] كتب لك { $n } رسائل
    [many] كتب لك { $n } رسالة
   *[other] كتب لك { $n } رسالة
}
notifications-conversation-assigned-title = { $n ->
    [one] أُسند إليك زبون
    [two] أُسند إليك زبونان
    [few] أُسند إليك { $n } زبائن
    [many] أُسند إليك { $n } زبونًا
   *[other] أُسند إليك { $n } زبون
}
notifications-conversation-assigned-body = ينتظرون جوابك في صندوق الوارد.
notifications-conversation-escalated-title = زبون ينتظر منذ وقت طويل
notifications-conversation-escalated-body = لم يجب أحد من فريقك بعد. نرجو أن تتولى الأمر.
notifications-listing-expiring-title = ينتهي «⁨{ $listing }⁩» قريبًا
notifications-listing-expiring-body = جدّده بلمسة واحدة ليبقى أمام المشترين.
notifications-listing-expired-title = { $n ->
    [one] انتهى «⁨{ $listing }⁩»
    [two] انتهى إعلانان لك
    [few] انتهت { $n } إعلانات لك
    [many] انتهى { $n } إعلانًا لك
   *[other] انتهى { $n } إعلان لك
}
notifications-listing-expired-body = لا يرى المشترون ما انتهى. انشره مجددًا إن كان لا يزال لديك.
notifications-listing-approved-title = { $n ->
    [one] «⁨{ $listing }⁩» منشور الآن
    [two] إعلانان لك منشوران الآن
    [few] { $n } إعلانات لك منشورة الآن
    [many] { $n } إعلانًا لك منشورة الآن
   *[other] { $n } إعلان لك منشورة الآن
}
notifications-listing-approved-body = راجعناه، ويراه المشترون الآن.
notifications-listing-rejected-title = تعذّر نشر «⁨{ $listing }⁩»
notifications-listing-rejected-body = راجع الإعلان وصحّحه وأرسله مجددًا.
notifications-listing-rejected-reason = { $reason } صحّحه وأرسله مجددًا.
notifications-business-verified-title = تم توثيق { $business }
notifications-business-verified-body = تحمل صفحتك وإعلاناتك علامة التوثيق من الآن.
notifications-security-alert-title = نرجو أن تراجع حسابك
notifications-security-alert-body = حدث شيء غير معتاد. راجع الأجهزة المسجَّل دخولها، واختر كلمة مرور جديدة إن لم يكن أحدها لك.
notifications-security-alert-refresh-token-reused = استعمل أحدهم جلسة لك كانت قد انتهت، فأنهيناها. راجع الأجهزة المسجَّل دخولها، واختر كلمة مرور جديدة إن لم يكن أحدها لك.
notifications-security-alert-contact-added = أُضيف عنوان بريد أو رقم هاتف إلى حسابك. إن لم تكن أنت فاختر كلمة مرور جديدة فورًا.
notifications-security-alert-contact-changed = تغيّر عنوان بريد أو رقم هاتف في حسابك. إن لم تكن أنت فاختر كلمة مرور جديدة فورًا.
notifications-security-alert-contact-removed = أُزيل عنوان بريد أو رقم هاتف من حسابك. إن لم تكن أنت فاختر كلمة مرور جديدة فورًا.
notifications-digest-title = { $n ->
    [one] إشعار جديد واحد
    [two] إشعاران جديدان
    [few] { $n } إشعارات جديدة
    [many] { $n } إشعارًا جديدًا
   *[other] { $n } إشعار جديد
}
notifications-digest-body = ما اجتمع منذ الأمس.
notifications-other-title = هناك جديد
notifications-other-body = لا تستطيع هذه الصفحة قول المزيد عنه بعد. عُد بعد قليل.

## الفحوص

notifications-check-type = لا يوجد هذا النوع من الإشعارات.
notifications-check-channel = لا توجد هذه الطريقة لإبلاغك.
notifications-check-security = ما يخص أمانك لا يمكن إيقافه.
notifications-check-time = اكتب الوقت هكذا: ‎21:30.
notifications-check-quiet = يجب أن تختلف البداية عن النهاية.
notifications-check-device-one = اذكر رمز التطبيق أو اشتراك المتصفح، لا كليهما.
notifications-check-device-token = هذا ليس رمز إشعارات.
notifications-check-device-endpoint = هذا ليس عنوان خدمة إشعارات.
notifications-check-device-key = هذا ليس مفتاح اشتراك في الإشعارات.

## الصفحات

notifications-page-title = الإشعارات
notifications-page-choose = اختر
notifications-page-all = الكل
notifications-page-unread = { $n ->
    [0] غير المقروءة
   *[other] غير المقروءة ({ $n })
}
notifications-page-read-all = علّم الكل كمقروء
notifications-page-all-read = عُلّم الكل كمقروء.
notifications-page-new = جديد
notifications-page-activity = كل ما حدث
notifications-page-activity-text = تسعون يومًا منه، ومعها ما اخترت ألا تُبلَّغ به.
notifications-page-preview = ما يُبلَّغ به الناس
notifications-page-preview-text = كل إشعار كما يُقال عن شيء واحد وعن أكثر، بأسماء للمثال. لا يرى هذه الصفحة إلا المشرفون.
notifications-page-preview-count = للعدد { $n }
notifications-page-mark-unread = علّم كغير مقروء: { $title }
notifications-page-mark-read = علّم كمقروء: { $title }
notifications-page-none = لا شيء هنا بعد
notifications-page-none-text = حين يكتب إليك أحد أو يجيبك أو ينتهي إعلان لك تقرأ ذلك هنا.
notifications-page-none-unread = قرأت كل شيء
notifications-page-none-unread-text = الجديد يظهر هنا أولًا.
notifications-page-preferences = بماذا تريد أن نخبرك؟
notifications-page-preferences-text = يمكنك تغيير هذا في أي وقت.
notifications-page-saved = حُفظ اختيارك.
notifications-page-conflict = تغيّر اختيارك على جهاز آخر في هذه الأثناء. ما اخترته هنا باقٍ أدناه: احفظ مجددًا للإبقاء عليه.
notifications-page-type-message = الرسائل
notifications-page-type-message-hint = كتب إليك أحد، أو زبون ينتظر
notifications-page-type-match = الشركاء والمطابقات
notifications-page-type-match-hint = طلبات التواصل، وشركات وإعلانات تناسبك
notifications-page-type-engagement = الاهتمام
notifications-page-type-engagement-hint = نتائج جديدة لعمليات بحثك المحفوظة
notifications-page-type-system = إعلاناتك
notifications-page-type-system-hint = قبل انتهائها وعنده
notifications-page-type-approval = قراراتنا
notifications-page-type-approval-hint = المراجعة والتوثيق
notifications-page-type-payment = المدفوعات
notifications-page-type-payment-hint = ما وصل وما يستحق
notifications-page-type-task = المهام
notifications-page-type-task-hint = ما يريده فريقك
notifications-page-type-security = الأمان
notifications-page-type-security-hint = مفعّل دائمًا لحماية حسابك
notifications-page-channel-in-app = في التطبيق
notifications-page-channel-push = على الهاتف، حتى والتطبيق مغلق
notifications-page-channel-email = بالبريد الإلكتروني، أو برسالة نصية إن لم يكن لدينا سوى هاتفك
notifications-page-channel-sms = برسالة قصيرة
notifications-page-channel-whatsapp = بواتساب
notifications-mail-choose = اختر ما نكتبه إليك:
notifications-page-quiet = ساعات الهدوء
notifications-page-quiet-text = لا يقاطعك فيها إلا ما يخص أمانك، وينتظر الباقي في القائمة. اتركهما فارغين إن لم تُرد.
notifications-page-quiet-from = من
notifications-page-quiet-until = إلى
notifications-page-digest = مرة في اليوم
notifications-page-digest-at = أخبرني بكل شيء في
notifications-page-digest-hint = اتركه فارغًا لنخبرك أولًا بأول.
