### الحسابات: الرفض والتحقق والرسائل.

accounts-error-credentials = العنوان أو كلمة المرور غير صحيحة.
accounts-error-suspended = هذا الحساب مغلق مؤقتًا. راسلنا إن كنت ترى في ذلك خطأ.
accounts-error-code = هذا الرمز غير صحيح أو انتهت مدته. ابحث عن أحدث رسالة أو اطلب رمزًا آخر.
accounts-error-other-password = هذه ليست كلمة مرور هذا التسجيل. اتركها فارغة لتختار واحدة جديدة.
accounts-error-too-many-codes = تلقى هذا العنوان كل رموزه لهذا اليوم. حاول غدًا أو استعمل عنوانًا آخر.
accounts-error-refresh = انتهت هذه الجلسة. سجّل الدخول من جديد.
accounts-error-address-taken = يوجد حساب بهذا العنوان.
accounts-error-has-business = أنت عضو في شركة من قبل.
accounts-error-answered-otherwise = تابعتَ إعداد حسابك في هذه الأثناء، ربما من هاتف آخر، بإجابة أخرى. ما أرسلته الآن لم يُقبل، ويمكنك تغييره من حسابك.
accounts-error-last-ceo = أنت المدير الوحيد لشركة فيها أعضاء آخرون. عيّن أحدهم مديرًا أولًا.
accounts-error-last-contact = هذا عنوانك المؤكَّد الوحيد. أضف عنوانًا آخر أولًا.
accounts-error-not-verified = أثبت بريدك أو رقم هاتفك أولًا: اكتب الرمز الذي أرسلناه إليك.

## التحقق

accounts-check-email = اكتب البريد الإلكتروني هكذا: name@example.com.
accounts-check-phone = ليس هذا رقمًا كما يُطلب في ذلك البلد. اكتبه مع + ورمز البلد.
accounts-check-address = اكتب بريدًا إلكترونيًا، أو رقم هاتف مع + ورمز البلد.
accounts-check-address-needed = اكتب بريدًا إلكترونيًا أو رقم هاتف.
accounts-check-one-address = اكتب بريدًا إلكترونيًا أو رقم هاتف، لا كليهما.
accounts-check-password-short = 8 أحرف على الأقل. ثلاث كلمات أو أربع لا صلة بينها يسهل تذكرها.
accounts-check-password-long = 128 حرفًا على الأكثر.
accounts-check-password-common = يستعمل كثيرون كلمة المرور هذه، فهي أول ما يُجرَّب. اختر غيرها.
accounts-check-password-personal = اسمك أو عنوانك أول ما يجرّبه الآخرون. اختر غيره.
accounts-check-country = اختر بلدًا.
accounts-check-language = اختر إحدى لغات PushNchat.
accounts-check-currency = ليس هذا رمز عملة متداولة.
accounts-check-time-zone = لا توجد منطقة زمنية كهذه.
accounts-check-name = لا يحتوي الاسم على روابط أو عناوين أو أرقام هواتف.
accounts-check-profile = اكتب نصًا هنا.
accounts-check-profile-field = لا يوجد هذا الحقل لدورك.
accounts-check-role = لا يمكن اختيار هذا الدور.
accounts-check-status = لا يمكن اختيار هذه الحالة.
accounts-check-business-type = اختر ما تفعله الشركة.
accounts-check-category-unknown = لا توجد فئة كهذه.
accounts-check-category-count = اختر من فئة إلى خمس فئات.
accounts-check-market = لا توجد سوق كهذه.
accounts-check-latitude = يجب أن يكون خط العرض بين -90 و90.
accounts-check-longitude = يجب أن يكون خط الطول بين -180 و180.
accounts-check-website = اكتب عنوان موقع مثل https://example.com.
accounts-check-logo = اختر صورة رفعتها بنفسك.
accounts-check-opening-hours = تُكتب أوقات الفتح والإغلاق هكذا 08:00، مرتين في اليوم على الأكثر.
accounts-check-step = هذه الخطوة غير مفتوحة.
accounts-check-search = ابحث بنص من 2 إلى 80 حرفًا.

## رسائل بالبريد والرسائل القصيرة

accounts-message-verify-subject = { $code } رمزك في PushNchat
accounts-message-verify-mail =
    مرحبًا بك في PushNchat.

    رمزك هو { $code } وهو صالح لمدة { $minutes } دقائق.

    إن لم تكن أنت من سجّل فلا حاجة لفعل شيء. لا تخبر أحدًا بالرمز، ولا نحن.
accounts-message-verify-sms = PushNchat: رمزك { $code } صالح { $minutes } دقائق. لا تخبر به أحدًا.
accounts-message-reset-subject = { $code } رمزك لكلمة مرور جديدة
accounts-message-reset-mail =
    طلب أحدهم كلمة مرور جديدة لحسابك في PushNchat.

    رمزك هو { $code } وهو صالح لمدة { $minutes } دقائق.

    إن لم تكن أنت فلا حاجة لفعل شيء: تبقى كلمة مرورك كما هي. لا تخبر أحدًا بالرمز.
accounts-message-reset-sms = PushNchat: رمز كلمة المرور الجديدة { $code } صالح { $minutes } دقائق. لا تخبر به أحدًا.
accounts-message-registered-subject = لديك حساب في PushNchat
accounts-message-registered-mail =
    سجّل أحدهم للتو في PushNchat بعنوانك. لديك حساب من قبل، ولم يتغير شيء.

    إن كنت أنت: سجّل الدخول في { $site }/sign-in أو اختر كلمة مرور جديدة في { $site }/password/forgot
    إن لم تكن أنت فلا حاجة لفعل شيء.
accounts-message-registered-sms = PushNchat: لديك حساب من قبل. سجّل الدخول في { $site }/sign-in
accounts-message-password-subject = تغيّرت كلمة مرورك في PushNchat
accounts-message-password-mail =
    تغيّرت كلمة مرور حسابك في PushNchat للتو، وسُجّل خروج كل الأجهزة.

    إن لم تكن أنت فاختر كلمة مرور جديدة فورًا: { $site }/password/forgot
accounts-message-password-sms = PushNchat: تغيّرت كلمة مرورك. إن لم تكن أنت فاختر غيرها فورًا: { $site }/password/forgot
accounts-message-contact-subject = { $code } رمزك في PushNchat
accounts-message-contact-mail =
    يريد أحدهم استعمال هذا العنوان لحسابه في PushNchat.

    إن كنت أنت فاكتب هذا الرمز: { $code } وهو صالح لمدة { $minutes } دقائق.

    إن لم تكن أنت فلا حاجة لفعل شيء. لا تخبر أحدًا بالرمز، ولا نحن.
accounts-message-contact-sms = PushNchat: رمزك لهذا الرقم { $code } صالح { $minutes } دقائق. لا تخبر به أحدًا.
accounts-message-contact-taken-subject = عنوانك مستعمل في PushNchat
accounts-message-contact-taken-mail =
    حاول أحدهم للتو استعمال عنوانك لحساب آخر في PushNchat. هذا العنوان لحسابك من قبل، ولم يتغير شيء.

    إن كنت أنت: سجّل الدخول بهذا العنوان في { $site }/sign-in
    إن لم تكن أنت فلا حاجة لفعل شيء.
accounts-message-contact-taken-sms = PushNchat: هذا الرقم لحسابك من قبل، ولم يُضف إلى حساب آخر.
accounts-message-contact-gone-subject = لم يعد هذا العنوان لحسابك في PushNchat
accounts-message-contact-gone-mail =
    أُزيل هذا العنوان للتو من حسابك في PushNchat أو حلّ محله عنوان آخر.

    إن لم تكن أنت فسجّل الدخول في { $site }/sign-in بعنوان آخر لك، واختر كلمة مرور جديدة، واكتب إلينا فورًا.
accounts-message-contact-gone-sms = PushNchat: أُزيل هذا الرقم من حسابك أو حلّ محله غيره. إن لم تكن أنت فاكتب إلينا فورًا: { $site }
accounts-message-contacts-subject = تغيّرت عناوين حسابك في PushNchat
accounts-message-contacts-mail =
    أُضيف عنوان بريد أو رقم هاتف إلى حسابك في PushNchat أو غُيّر أو أُزيل للتو. انظر أيّها: { $site }/account/contacts

    إن لم تكن أنت فاختر كلمة مرور جديدة فورًا: { $site }/password/forgot
accounts-message-contacts-sms = PushNchat: تغيّر عنوان في حسابك. إن لم تكن أنت فاختر كلمة مرور جديدة فورًا: { $site }/password/forgot
accounts-message-verification-subject = جديد بشأن توثيق شركتك
accounts-message-verification-mail =
    قرّرنا بشأن توثيق شركتك في PushNchat. اقرأ جوابنا: { $site }/business/verification
accounts-message-verification-sms = PushNchat: جوابنا بشأن توثيق شركتك: { $site }/business/verification
accounts-message-role-given-subject = صارت لك الصفة التي طلبتها
accounts-message-role-given-mail =
    صارت لك في PushNchat الصفة التي طلبتها، وهي سارية من الآن: { $site }/account
accounts-message-role-given-sms = PushNchat: صارت لك الصفة التي طلبتها: { $site }/account
accounts-message-role-refused-subject = بشأن الصفة التي طلبتها
accounts-message-role-refused-mail =
    لم نتمكن من منحك في PushNchat الصفة التي طلبتها. وكل ما سواها يعمل كما كان.

    يمكنك أن تطلبها من جديد مع مزيد عن نفسك في ملفك: { $site }/onboarding/role
accounts-message-role-refused-sms = PushNchat: لم نتمكن من منحك الصفة التي طلبتها. وكل ما سواها يعمل كما كان.

## Papers, and names of devices

accounts-error-papers-wait = أوراق هذه الشركة قيد النظر من قبل. انتظر الجواب.
accounts-error-trusted = لهذه الشركة أعلى مستوى من قبل.
accounts-error-decided = قرّر أحدهم هذا من قبل.
accounts-error-link = عنوان هذه الورقة قديم جدًّا، أو أُعدّ لشخص آخر. أعد تحميل الصفحة.
accounts-check-papers = اختر من صورة واحدة إلى أربع صور أو ملفات PDF.
accounts-check-level = اختر مستوى آخر.
accounts-check-decision = وافق أو ارفض.
accounts-device-unknown = جهاز غير معروف
accounts-device-app = تطبيق
accounts-device-java = هاتف Java
accounts-device-on = { $browser } على { $system }
