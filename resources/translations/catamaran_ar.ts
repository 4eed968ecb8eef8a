<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
    <context>
        <name>catamaran::bridge</name>
        <message>
            <source>any</source>
            <translation>أي</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>غير مشغل</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>توقف</translation>
        </message>
        <message>
            <source>%1 running, %2 completed</source>
            <translation>%1 تعمل، %2 اكتملت</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>%1 of %2 running</source>
            <translation>%1 من %2 تعمل</translation>
        </message>
        <message>
            <source>Remove the container %1</source>
            <translation>إزالة الحاوية %1</translation>
        </message>
        <message>
            <source>Remove the VM %1</source>
            <translation>إزالة الآلة %1</translation>
        </message>
        <message>
            <source>Remove the image %1</source>
            <translation>إزالة الصورة %1</translation>
        </message>
        <message>
            <source>Remove the volume %1</source>
            <translation>إزالة وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Remove the network %1</source>
            <translation>إزالة الشبكة %1</translation>
        </message>
        <message>
            <source>Pull %1</source>
            <translation>سحب %1</translation>
        </message>
        <message>
            <source>Build %1</source>
            <translation>بناء %1</translation>
        </message>
        <message>
            <source>Load images of %1</source>
            <translation>تحميل صور %1</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>استيراد %1</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>النسخ إلى %1</translation>
        </message>
        <message>
            <source>Make the VM %1</source>
            <translation>إنشاء الآلة %1</translation>
        </message>
        <message>
            <source>Remove stopped containers</source>
            <translation>إزالة الحاويات المتوقفة</translation>
        </message>
        <message>
            <source>Remove images without a name</source>
            <translation>إزالة الصور بلا اسم</translation>
        </message>
        <message>
            <source>Remove the build cache</source>
            <translation>إزالة ذاكرة البناء المؤقتة</translation>
        </message>
        <message>
            <source>Remove volumes that nothing uses</source>
            <translation>إزالة وحدات التخزين غير المستخدمة</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>لا يمكن فعل شيء بهذا</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>فتح %1 كمجموعة</translation>
        </message>
        <message>
            <source>You will see its services, ports and volumes. Nothing is started yet.</source>
            <translation>سترى خدماته ومنافذه ووحدات تخزينه. لن يبدأ شيء بعد.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>فتح</translation>
        </message>
        <message>
            <source>Build an image of %1</source>
            <translation>بناء صورة من %1</translation>
        </message>
        <message>
            <source>The instructions of the Dockerfile are carried out step by step; RUN steps run in containers.</source>
            <translation>تُنفَّذ تعليمات Dockerfile خطوة خطوة؛ وتعمل خطوات RUN في حاويات.</translation>
        </message>
        <message>
            <source>Made from %1</source>
            <translation>مصنوع من %1</translation>
        </message>
        <message>
            <source>About %1 instructions</source>
            <translation>نحو %1 تعليمات</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>اسم الصورة</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>بناء</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>تحميل</translation>
        </message>
        <message>
            <source>Make a VM from %1</source>
            <translation>إنشاء آلة من %1</translation>
        </message>
        <message>
            <source>A full VM with an empty disk of 16 GiB starts from this installer.</source>
            <translation>تبدأ آلة كاملة بقرص فارغ سعته 16 جيبيبايت من برنامج التثبيت هذا.</translation>
        </message>
        <message>
            <source>A full VM gets a disk of its own on top of this one, which is not changed.</source>
            <translation>تحصل الآلة الكاملة على قرص خاص بها فوق هذا القرص الذي لا يتغير.</translation>
        </message>
        <message>
            <source>%1 on the disk</source>
            <translation>%1 على القرص</translation>
        </message>
        <message>
            <source>Name of the VM</source>
            <translation>اسم الآلة</translation>
        </message>
        <message>
            <source>Make the VM</source>
            <translation>إنشاء الآلة</translation>
        </message>
        <message>
            <source>An archive of images, as “save” writes it. Its images come into the store; nothing is started.</source>
            <translation>أرشيف صور كما يكتبه «save». تدخل صوره المخزن؛ ولا يبدأ شيء.</translation>
        </message>
        <message>
            <source>An appliance (OVA)</source>
            <translation>جهاز افتراضي جاهز (OVA)</translation>
        </message>
        <message>
            <source>Import %1 as an image</source>
            <translation>استيراد %1 كصورة</translation>
        </message>
        <message>
            <source>The archive holds a root file system. It becomes an image of one layer.</source>
            <translation>في الأرشيف نظام ملفات جذري. يصبح صورة من طبقة واحدة.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>استيراد</translation>
        </message>
        <message>
            <source>%1 cannot be read as an archive</source>
            <translation>تعذرت قراءة %1 كأرشيف</translation>
        </message>
        <message>
            <source>The archive holds neither images nor a root file system, a Compose file or a Dockerfile. It begins with: %1</source>
            <translation>ليس في الأرشيف صور ولا نظام ملفات جذري ولا ملف Compose ولا Dockerfile. يبدأ بـ: %1</translation>
        </message>
        <message>
            <source>Variables of %1</source>
            <translation>متغيرات %1</translation>
        </message>
        <message>
            <source>A file of variables is used by a stack beside it, or given to a container. The values are not shown.</source>
            <translation>ملف المتغيرات تستخدمه مجموعة بجانبه أو يُعطى لحاوية. لا تُعرض القيم.</translation>
        </message>
        <message>
            <source>Line %1 is no variable</source>
            <translation>السطر %1 ليس متغيراً</translation>
        </message>
        <message>
            <source>%1 variables: %2</source>
            <translation>%1 متغيرات: %2</translation>
        </message>
        <message>
            <source>There is a Compose file beside it, which reads a file named “.env” by itself</source>
            <translation>بجانبه ملف Compose يقرأ تلقائياً ملفاً اسمه «.env»</translation>
        </message>
        <message>
            <source>Open the stack</source>
            <translation>فتح المجموعة</translation>
        </message>
        <message>
            <source>Kubernetes manifests</source>
            <translation>بيانات Kubernetes</translation>
        </message>
        <message>
            <source>These objects were found:</source>
            <translation>عُثر على هذه الكائنات:</translation>
        </message>
        <message>
            <source>%1 has a meaning in a cluster only</source>
            <translation>لا معنى لـ %1 إلا في عنقود</translation>
        </message>
        <message>
            <source>This version does not run Kubernetes manifests; write them as a Compose file</source>
            <translation>هذا الإصدار لا يشغّل بيانات Kubernetes؛ اكتبها كملف Compose</translation>
        </message>
        <message>
            <source>User-data for a VM</source>
            <translation>بيانات المستخدم لآلة</translation>
        </message>
        <message>
            <source>cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init.</source>
            <translation>يقرؤها cloud-init عند أول إقلاع للآلة. تحتاج إلى صورة قرص فيها cloud-init.</translation>
        </message>
        <message>
            <source>It is valid</source>
            <translation>صالحة</translation>
        </message>
        <message>
            <source>A VM's definition for libvirt</source>
            <translation>تعريف آلة لـ libvirt</translation>
        </message>
        <message>
            <source>A domain that libvirt runs appears here among the VMs by itself.</source>
            <translation>النطاق الذي يشغّله libvirt يظهر هنا بين الآلات تلقائياً.</translation>
        </message>
        <message>
            <source>Runs with %1</source>
            <translation>يعمل بـ %1</translation>
        </message>
        <message>
            <source>Name: %1</source>
            <translation>الاسم: %1</translation>
        </message>
        <message>
            <source>Disk: %1</source>
            <translation>القرص: %1</translation>
        </message>
        <message>
            <source>The disk %1 is not on this computer</source>
            <translation>القرص %1 ليس على هذا الحاسوب</translation>
        </message>
        <message>
            <source>The folder is an OCI image layout. Its images come into the store.</source>
            <translation>المجلد تخطيط صورة OCI. تدخل صوره المخزن.</translation>
        </message>
        <message>
            <source>The folder holds no Compose file, Dockerfile or image layout</source>
            <translation>ليس في المجلد ملف Compose ولا Dockerfile ولا تخطيط صورة</translation>
        </message>
        <message>
            <source>%1 is empty</source>
            <translation>%1 فارغ</translation>
        </message>
        <message>
            <source>%1 cannot be read</source>
            <translation>تعذرت قراءة %1</translation>
        </message>
        <message>
            <source>A qcow2 disk image</source>
            <translation>صورة قرص qcow2</translation>
        </message>
        <message>
            <source>A VMDK disk image</source>
            <translation>صورة قرص VMDK</translation>
        </message>
        <message>
            <source>A VHD disk image</source>
            <translation>صورة قرص VHD</translation>
        </message>
        <message>
            <source>A VDI disk image</source>
            <translation>صورة قرص VDI</translation>
        </message>
        <message>
            <source>A disc image (ISO 9660)</source>
            <translation>صورة قرص ضوئي (ISO 9660)</translation>
        </message>
        <message>
            <source>A raw disk image</source>
            <translation>صورة قرص خام</translation>
        </message>
        <message>
            <source>%1 is neither an archive nor a disk image that is known here</source>
            <translation>%1 ليس أرشيفاً ولا صورة قرص معروفة هنا</translation>
        </message>
        <message>
            <source>%1 is XML, but no domain of libvirt</source>
            <translation>%1 ملف XML، لكنه ليس نطاقاً لـ libvirt</translation>
        </message>
        <message>
            <source>%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML</source>
            <translation>%1 نص، لكنه ليس ملف Compose ولا Dockerfile ولا بيانات ولا XML لـ libvirt</translation>
        </message>
        <message>
            <source>%1 files</source>
            <translation>%1 ملفات</translation>
        </message>
        <message>
            <source>Files of the same name are replaced.</source>
            <translation>تُستبدل الملفات ذات الاسم نفسه.</translation>
        </message>
        <message>
            <source>The VM %1 does not run</source>
            <translation>الآلة %1 لا تعمل</translation>
        </message>
        <message>
            <source>Files reach a VM over SSH, from a terminal. Copy the line.</source>
            <translation>تصل الملفات إلى الآلة عبر SSH من الطرفية. انسخ السطر.</translation>
        </message>
        <message>
            <source>Folder inside</source>
            <translation>المجلد في الداخل</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Look at the text</source>
            <translation>معاينة النص</translation>
        </message>
        <message>
            <source>Look at %1</source>
            <translation>معاينة %1</translation>
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation>لا شيء فيه</translation>
        </message>
        <message>
            <source>%1 is not there</source>
            <translation>%1 غير موجود</translation>
        </message>
        <message>
            <source>The same for Catamaran</source>
            <translation>الشيء نفسه لـ Catamaran</translation>
        </message>
        <message>
            <source>Catamaran takes the same words. Copy the line into a terminal.</source>
            <translation>يقبل Catamaran الكلمات نفسها. انسخ السطر إلى الطرفية.</translation>
        </message>
        <message>
            <source>This is no valid address</source>
            <translation>هذا ليس عنواناً صالحاً</translation>
        </message>
        <message>
            <source>The page is that of an image. It is fetched, not started.</source>
            <translation>هذه صفحة صورة. تُجلب ولا تُشغَّل.</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>سحب</translation>
        </message>
        <message>
            <source>The repository is fetched with git, and its Dockerfile is built.</source>
            <translation>يُجلب المستودع بـ git ويُبنى ما فيه من Dockerfile.</translation>
        </message>
        <message>
            <source>A disk image in the web</source>
            <translation>صورة قرص على الويب</translation>
        </message>
        <message>
            <source>Fetch it first; then drop the file here to make a VM.</source>
            <translation>اجلبها أولاً؛ ثم أفلت الملف هنا لإنشاء آلة.</translation>
        </message>
        <message>
            <source>The text is the name of an image. It is fetched, not started.</source>
            <translation>النص اسم صورة. تُجلب ولا تُشغَّل.</translation>
        </message>
        <message>
            <source>The text is no Compose file, address or name of an image</source>
            <translation>النص ليس ملف Compose ولا عنواناً ولا اسم صورة</translation>
        </message>
        <message>
            <source>%1 images without a name are gone</source>
            <translation>أُزيلت %1 صور بلا اسم</translation>
        </message>
        <message>
            <source>%1 are free again</source>
            <translation>تحرر %1</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>أُنشئت الآلة %1</translation>
        </message>
        <message>
            <source>Copied into %1</source>
            <translation>نُسخ إلى %1</translation>
        </message>
        <message>
            <source>%1 copied into %2</source>
            <translation>نُسخ %1 إلى %2</translation>
        </message>
        <message>
            <source>%1 removed</source>
            <translation>أُزيل %1</translation>
        </message>
        <message>
            <source>already here</source>
            <translation>موجود هنا</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 من %2</translation>
        </message>
        <message>
            <source>again: %1</source>
            <translation>مرة أخرى: %1</translation>
        </message>
        <message>
            <source>unpacking</source>
            <translation>جارٍ فك الحزم</translation>
        </message>
        <message>
            <source>%1, not used</source>
            <translation>%1، غير مستخدم</translation>
        </message>
        <message>
            <source>%1, used by %2</source>
            <translation>%1، يستخدمه %2</translation>
        </message>
        <message>
            <source>%1 is up to date</source>
            <translation>%1 محدَّث</translation>
        </message>
        <message>
            <source>%1 is here</source>
            <translation>%1 جاهز هنا</translation>
        </message>
        <message>
            <source>Built %1</source>
            <translation>بُني %1</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>حُمِّل %1</translation>
        </message>
        <message>
            <source>Imported %1</source>
            <translation>استُورد %1</translation>
        </message>
        <message>
            <source>layers that images share</source>
            <translation>طبقات تتشاركها الصور</translation>
        </message>
        <message>
            <source>build cache</source>
            <translation>ذاكرة البناء المؤقتة</translation>
        </message>
        <message>
            <source>disks of VMs and books</source>
            <translation>أقراص الآلات وسجلاتها</translation>
        </message>
        <message>
            <source>waits for what it needs</source>
            <translation>ينتظر ما يحتاجه</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>حتى يصبح سليماً</translation>
        </message>
        <message>
            <source>network</source>
            <translation>شبكة</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>no service of the file</source>
            <translation>ليست خدمة في الملف</translation>
        </message>
        <message>
            <source>its data is lost</source>
            <translation>تُفقد بياناته</translation>
        </message>
        <message>
            <source>its data stays</source>
            <translation>تبقى بياناته</translation>
        </message>
        <message>
            <source>This link cannot be followed</source>
            <translation>تعذر اتباع هذا الرابط</translation>
        </message>
        <message>
            <source>“%1” is no name of a workload</source>
            <translation>«%1» ليس اسم عمل</translation>
        </message>
        <message>
            <source>“%1” are no ports; they look like 8080:80</source>
            <translation>«%1» ليست منافذ؛ تُكتب هكذا 8080:80</translation>
        </message>
        <message>
            <source>“%1” is no hull: container, vm or both</source>
            <translation>«%1» ليس هيكلاً: container أو vm أو both</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>تشغيل %1</translation>
        </message>
        <message>
            <source>A link asks to run this image. Its program gets what every workload of yours gets.</source>
            <translation>يطلب رابط تشغيل هذه الصورة. يحصل برنامجها على ما يحصل عليه كل عمل لديك.</translation>
        </message>
        <message>
            <source>Opens ports of this computer: %1</source>
            <translation>يفتح منافذ هذا الحاسوب: %1</translation>
        </message>
        <message>
            <source>Run only what you trust: the link may come from anywhere</source>
            <translation>لا تشغّل إلا ما تثق به: قد يأتي الرابط من أي مكان</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>It is too long</source>
            <translation>طويل جداً</translation>
        </message>
        <message>
            <source>It is no catamaran:// link</source>
            <translation>ليس رابط catamaran://</translation>
        </message>
        <message>
            <source>It has parts that no link of ours has</source>
            <translation>فيه أجزاء لا توجد في روابطنا</translation>
        </message>
        <message>
            <source>“%1” is nothing that a link can ask for</source>
            <translation>«%1» ليس مما يمكن أن يطلبه رابط</translation>
        </message>
        <message>
            <source>“%1” is not known in a link to %2</source>
            <translation>«%1» غير معروف في رابط إلى %2</translation>
        </message>
        <message>
            <source>It names no image</source>
            <translation>لا يذكر صورة</translation>
        </message>
        <message>
            <source>“%1” is no name of an image</source>
            <translation>«%1» ليس اسم صورة</translation>
        </message>
        <message>
            <source>A link asks to fetch this image from its registry. It is not started.</source>
            <translation>يطلب رابط جلب هذه الصورة من سجلها. لا تُشغَّل.</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>مقارنة %1 كحاوية وكآلة</translation>
        </message>
        <message>
            <source>A link leads to the comparison with this image chosen. It is not started.</source>
            <translation>يقود رابط إلى المقارنة وهذه الصورة مختارة. لا تبدأ.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Only https addresses can be opened by a link</source>
            <translation>لا تُفتح بالروابط إلا عناوين https</translation>
        </message>
        <message>
            <source>Open a stack from %1</source>
            <translation>فتح مجموعة من %1</translation>
        </message>
        <message>
            <source>A link asks to fetch a Compose file. You will see its services before anything starts.</source>
            <translation>يطلب رابط جلب ملف Compose. سترى خدماته قبل أن يبدأ شيء.</translation>
        </message>
        <message>
            <source>Fetch and show</source>
            <translation>جلب وعرض</translation>
        </message>
        <message>
            <source>It names no page</source>
            <translation>لا يذكر صفحة</translation>
        </message>
        <message>
            <source>Show the page %1</source>
            <translation>عرض الصفحة %1</translation>
        </message>
        <message>
            <source>A link leads to a page of this window.</source>
            <translation>يقود رابط إلى صفحة من هذه النافذة.</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 و%2 غيرها</translation>
        </message>
        <message>
            <source>the folder %1</source>
            <translation>المجلد %1</translation>
        </message>
        <message>
            <source>the archive %1</source>
            <translation>الأرشيف %1</translation>
        </message>
        <message>
            <source>the text</source>
            <translation>النص</translation>
        </message>
        <message>
            <source>Several things at once: drop one folder, one archive, or only YAML files</source>
            <translation>عدة أشياء معاً: أفلت مجلداً واحداً أو أرشيفاً واحداً أو ملفات YAML فقط</translation>
        </message>
        <message>
            <source>There is no compose.yaml in the folder %1</source>
            <translation>لا يوجد compose.yaml في المجلد %1</translation>
        </message>
        <message>
            <source>%1 is no Compose file, folder or archive</source>
            <translation>%1 ليس ملف Compose ولا مجلداً ولا أرشيفاً</translation>
        </message>
        <message>
            <source>The text is no Compose file: it has no services</source>
            <translation>النص ليس ملف Compose: لا خدمات فيه</translation>
        </message>
        <message>
            <source>pasted text</source>
            <translation>نص ملصق</translation>
        </message>
        <message>
            <source>anonymous volume</source>
            <translation>وحدة تخزين بلا اسم</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>للقراءة فقط</translation>
        </message>
        <message>
            <source>%1 CPU</source>
            <translation>%1 معالج</translation>
        </message>
        <message>
            <source>external</source>
            <translation>خارجي</translation>
        </message>
        <message>
            <source>internal</source>
            <translation>داخلي</translation>
        </message>
        <message>
            <source>service %1 of this stack</source>
            <translation>الخدمة %1 من هذه المجموعة</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>الآلة %1</translation>
        </message>
        <message>
            <source>container %1</source>
            <translation>الحاوية %1</translation>
        </message>
        <message>
            <source>another program of this computer</source>
            <translation>برنامج آخر على هذا الحاسوب</translation>
        </message>
        <message>
            <source>not created</source>
            <translation>لم يُنشأ</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>ينتظر</translation>
        </message>
        <message>
            <source>starting</source>
            <translation>يبدأ</translation>
        </message>
        <message>
            <source>running</source>
            <translation>يعمل</translation>
        </message>
        <message>
            <source>healthy</source>
            <translation>سليم</translation>
        </message>
        <message>
            <source>unhealthy</source>
            <translation>غير سليم</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>متوقف مؤقتاً</translation>
        </message>
        <message>
            <source>completed</source>
            <translation>اكتمل</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>فشل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Desk</name>
        <message>
            <source>This could not be put right</source>
            <translation>تعذر إصلاح هذا</translation>
        </message>
        <message>
            <source>The space on the disk cannot be counted</source>
            <translation>تعذر حساب المساحة على القرص</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>تعذر النظر داخل %1</translation>
        </message>
        <message>
            <source>Cannot scan %1</source>
            <translation>تعذّر فحص %1</translation>
        </message>
        <message>
            <source>%1: not done</source>
            <translation>%1: لم يتم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Lab</name>
        <message>
            <source>The experiment cannot start</source>
            <translation>تعذر بدء التجربة</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>المحرك غير مفتوح</translation>
        </message>
        <message>
            <source> (%1 of %2)</source>
            <translation> (%1 من %2)</translation>
        </message>
        <message>
            <source>The experiment stopped</source>
            <translation>توقفت التجربة</translation>
        </message>
        <message>
            <source>Cannot forget the experiment</source>
            <translation>تعذر نسيان التجربة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation>تعذر بدء المقارنة</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>المحرك غير مفتوح</translation>
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation>توقفت المقارنة</translation>
        </message>
        <message>
            <source>Nothing to export</source>
            <translation>لا شيء للتصدير</translation>
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation>لم تكتمل أي مقارنة بعد</translation>
        </message>
        <message>
            <source>Press Run</source>
            <translation>اضغط «تشغيل»</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>تعذرت كتابة %1</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>اختر مجلداً آخر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::RoomCommand</name>
        <message>
            <source>Volume %1 is there</source>
            <translation>وحدة التخزين %1 جاهزة</translation>
        </message>
        <message>
            <source>Volume %1 removed</source>
            <translation>أُزيلت وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Unused volumes removed</source>
            <translation>أُزيلت وحدات التخزين غير المستخدمة</translation>
        </message>
        <message>
            <source>Volume %1 cloned to %2</source>
            <translation>نُسخت وحدة التخزين %1 إلى %2</translation>
        </message>
        <message>
            <source>Volume %1 saved to %2</source>
            <translation>حُفظت وحدة التخزين %1 في %2</translation>
        </message>
        <message>
            <source>Volume %1 restored</source>
            <translation>استُعيدت وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Network %1 is there</source>
            <translation>الشبكة %1 جاهزة</translation>
        </message>
        <message>
            <source>Network %1 removed</source>
            <translation>أُزيلت الشبكة %1</translation>
        </message>
        <message>
            <source>%1 is on network %2</source>
            <translation>%1 على الشبكة %2</translation>
        </message>
        <message>
            <source>%1 is off network %2</source>
            <translation>خرج %1 من الشبكة %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 taken</source>
            <translation>أُخذت اللقطة %1 من %2</translation>
        </message>
        <message>
            <source>%1 is back at snapshot %2</source>
            <translation>عاد %1 إلى اللقطة %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 removed</source>
            <translation>أُزيلت اللقطة %1 من %2</translation>
        </message>
        <message>
            <source>Copied %1 to %2</source>
            <translation>نُسخ %1 إلى %2</translation>
        </message>
        <message>
            <source>Cannot create volume %1</source>
            <translation>تعذر إنشاء وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Cannot remove volume %1</source>
            <translation>تعذرت إزالة وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Cannot remove the unused volumes</source>
            <translation>تعذرت إزالة وحدات التخزين غير المستخدمة</translation>
        </message>
        <message>
            <source>Cannot clone volume %1</source>
            <translation>تعذر نسخ وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Cannot save volume %1</source>
            <translation>تعذر حفظ وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Cannot restore volume %1</source>
            <translation>تعذرت استعادة وحدة التخزين %1</translation>
        </message>
        <message>
            <source>Cannot create network %1</source>
            <translation>تعذر إنشاء الشبكة %1</translation>
        </message>
        <message>
            <source>Cannot remove network %1</source>
            <translation>تعذرت إزالة الشبكة %1</translation>
        </message>
        <message>
            <source>Cannot connect %1 to network %2</source>
            <translation>تعذر وصل %1 بالشبكة %2</translation>
        </message>
        <message>
            <source>Cannot take %1 off network %2</source>
            <translation>تعذر إخراج %1 من الشبكة %2</translation>
        </message>
        <message>
            <source>Cannot take a snapshot of %1</source>
            <translation>تعذر أخذ لقطة من %1</translation>
        </message>
        <message>
            <source>Cannot bring %1 back to snapshot %2</source>
            <translation>تعذرت إعادة %1 إلى اللقطة %2</translation>
        </message>
        <message>
            <source>Cannot remove snapshot %1</source>
            <translation>تعذرت إزالة اللقطة %1</translation>
        </message>
        <message>
            <source>Cannot copy %1</source>
            <translation>تعذر نسخ %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Rooms</name>
        <message>
            <source>Cannot list the volumes</source>
            <translation>تعذر سرد وحدات التخزين</translation>
        </message>
        <message>
            <source>Cannot list the networks</source>
            <translation>تعذر سرد الشبكات</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>تعذر النظر داخل %1</translation>
        </message>
        <message>
            <source>Cannot read %1</source>
            <translation>تعذرت قراءة %1</translation>
        </message>
        <message>
            <source>Cannot save %1</source>
            <translation>تعذر حفظ %1</translation>
        </message>
        <message>
            <source>Cannot list the snapshots</source>
            <translation>تعذر سرد اللقطات</translation>
        </message>
        <message>
            <source>Cannot inspect it</source>
            <translation>تعذر الفحص</translation>
        </message>
        <message>
            <source>Cannot open the screen</source>
            <translation>تعذّر فتح الشاشة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Scan</name>
        <message>
            <source>Reading its packages</source>
            <translation>تُقرأ حزمه</translation>
        </message>
        <message>
            <source>Asking for advisories</source>
            <translation>تُطلب التنبيهات الأمنية</translation>
        </message>
        <message>
            <source>Comparing packages with advisories</source>
            <translation>تُقارن الحزم بالتنبيهات الأمنية</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation>تعذر حفظ %1</translation>
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation>تحقق من صلاحيات المجلد</translation>
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation>تعذر تشغيل %1</translation>
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation>تعذر إنزال %1</translation>
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation>تعذر إيقاف %1</translation>
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation>تعذر بدء %1</translation>
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation>تعذرت إعادة تشغيل %1</translation>
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation>تعذر فتح %1</translation>
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation>تعذر تخطيط %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Tool</name>
        <message>
            <source>%1 is called %2 now</source>
            <translation>صار اسم %1 الآن %2</translation>
        </message>
        <message>
            <source>%1 has its new limits</source>
            <translation>صار لـ %1 حدوده الجديدة</translation>
        </message>
        <message>
            <source>Nothing differs from the image</source>
            <translation>لا شيء يختلف عن الصورة</translation>
        </message>
        <message>
            <source>No port is published</source>
            <translation>لا منفذ منشور</translation>
        </message>
        <message>
            <source>%1 has the signal %2</source>
            <translation>تلقّى %1 الإشارة %2</translation>
        </message>
        <message>
            <source>The checkpoint %1 of %2 is kept</source>
            <translation>حُفظت نقطة التحقق %1 للحاوية %2</translation>
        </message>
        <message>
            <source>%1 goes on from the checkpoint %2</source>
            <translation>تتابع %1 من نقطة التحقق %2</translation>
        </message>
        <message>
            <source>No checkpoint was kept</source>
            <translation>لم تُحفظ أي نقطة تحقق</translation>
        </message>
        <message>
            <source>The checkpoint %1 is gone</source>
            <translation>أُزيلت نقطة التحقق %1</translation>
        </message>
        <message>
            <source>The image %1 is made</source>
            <translation>صُنعت الصورة %1</translation>
        </message>
        <message>
            <source>%1 is also called %2</source>
            <translation>لـ %1 اسم آخر هو %2</translation>
        </message>
        <message>
            <source>The container %1 is made</source>
            <translation>أُنشئت الحاوية %1</translation>
        </message>
        <message>
            <source>Pushed %1</source>
            <translation>رُفع %1</translation>
        </message>
        <message>
            <source>They do not differ</source>
            <translation>لا فرق بينهما</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>حُمِّل %1</translation>
        </message>
        <message>
            <source>Nothing is found</source>
            <translation>لم يوجد شيء</translation>
        </message>
        <message>
            <source>Logged in to %1; the password is kept in %2</source>
            <translation>سُجّل الدخول إلى %1؛ كلمة المرور محفوظة في %2</translation>
        </message>
        <message>
            <source>Logged out of %1</source>
            <translation>سُجّل الخروج من %1</translation>
        </message>
        <message>
            <source>Nobody was logged in to %1</source>
            <translation>لم يكن أحد مسجّلًا في %1</translation>
        </message>
        <message>
            <source>%1 images are gone</source>
            <translation>أُزيلت %1 صور</translation>
        </message>
        <message>
            <source>Every network is in use</source>
            <translation>كل الشبكات مستعملة</translation>
        </message>
        <message>
            <source>Removed %1</source>
            <translation>أُزيل %1</translation>
        </message>
        <message>
            <source>Links and firewall rules are as recorded</source>
            <translation>الوصلات وقواعد الجدار الناري كما هي مسجّلة</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>حُفظ في %1</translation>
        </message>
        <message>
            <source>%1 has ended with exit code %2</source>
            <translation>انتهى %1 برمز الخروج %2</translation>
        </message>
        <message>
            <source>%1 changed now</source>
            <translation>تغيّر %1 الآن</translation>
        </message>
        <message>
            <source>%1 is as it was</source>
            <translation>%1 كما كان</translation>
        </message>
        <message>
            <source>It has not started yet</source>
            <translation>لم تبدأ بعد</translation>
        </message>
        <message>
            <source>The memory of %1 is on the disk</source>
            <translation>ذاكرة %1 محفوظة على القرص</translation>
        </message>
        <message>
            <source>The saved memory of %1 is gone</source>
            <translation>أُزيلت ذاكرة %1 المحفوظة</translation>
        </message>
        <message>
            <source>%1 goes on</source>
            <translation>يتابع %1</translation>
        </message>
        <message>
            <source>%1 no longer starts with this computer</source>
            <translation>لم يعد %1 يبدأ مع هذا الحاسوب</translation>
        </message>
        <message>
            <source>%1 starts with this computer</source>
            <translation>يبدأ %1 مع هذا الحاسوب</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>أُنشئت الآلة %1</translation>
        </message>
        <message>
            <source>%1 has the disk %2</source>
            <translation>صار لـ %1 القرص %2</translation>
        </message>
        <message>
            <source>The disk %1 of %2 is %3 large</source>
            <translation>حجم القرص %1 في %2 هو %3</translation>
        </message>
        <message>
            <source>%1 has the disk %2 no longer</source>
            <translation>لم يعد لـ %1 القرص %2</translation>
        </message>
        <message>
            <source>No folder is shared with it</source>
            <translation>لا مجلد مشترك معها</translation>
        </message>
        <message>
            <source>Shared by %1; mount it in the guest by its tag %2</source>
            <translation>مشترك عبر %1؛ اربطه في الضيف بالوسم %2</translation>
        </message>
        <message>
            <source>%1 is no longer shared</source>
            <translation>لم يعد %1 مشتركًا</translation>
        </message>
        <message>
            <source>The VM %1 is made and starts</source>
            <translation>أُنشئت الآلة %1 وهي تبدأ</translation>
        </message>
        <message>
            <source>VMs of %1 start from a copy now</source>
            <translation>تبدأ آلات %1 الآن من نسخة</translation>
        </message>
        <message>
            <source>None is kept ready</source>
            <translation>لا شيء جاهز مسبقًا</translation>
        </message>
        <message>
            <source>No VM is kept ready any more</source>
            <translation>لم تعد أي آلة جاهزة مسبقًا</translation>
        </message>
        <message>
            <source>There is none yet; the first light VM brings one</source>
            <translation>لا يوجد بعد؛ تجلبه أول آلة خفيفة</translation>
        </message>
        <message>
            <source>The kernel %1 is here</source>
            <translation>النواة %1 موجودة</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>إعادة تسمية…</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>الاسم الجديد</translation>
        </message>
        <message>
            <source>Limits…</source>
            <translation>الحدود…</translation>
        </message>
        <message>
            <source>A field that stays empty leaves its limit as it is. It takes effect at once.</source>
            <translation>الحقل الفارغ يترك حدّه كما هو. يسري فورًا.</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Memory and swap</source>
            <translation>الذاكرة والمبادلة</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>معالجات</translation>
        </message>
        <message>
            <source>On these CPUs</source>
            <translation>على هذه المعالجات</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>العمليات</translation>
        </message>
        <message>
            <source>Restart policy</source>
            <translation>سياسة إعادة التشغيل</translation>
        </message>
        <message>
            <source>Changes to its files</source>
            <translation>تغييرات ملفاتها</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Send a signal…</source>
            <translation>إرسال إشارة…</translation>
        </message>
        <message>
            <source>To its first process.</source>
            <translation>إلى عمليتها الأولى.</translation>
        </message>
        <message>
            <source>Signal</source>
            <translation>الإشارة</translation>
        </message>
        <message>
            <source>Tell me when it ends</source>
            <translation>أخبرني عند الانتهاء</translation>
        </message>
        <message>
            <source>Waits until it ends and tells its exit code.</source>
            <translation>ينتظر حتى تنتهي ويخبر برمز خروجها.</translation>
        </message>
        <message>
            <source>Keep a checkpoint…</source>
            <translation>حفظ نقطة تحقق…</translation>
        </message>
        <message>
            <source>What its processes have in memory is kept by CRIU, and they end. It can go on from there later, also after the host was restarted.</source>
            <translation>يحفظ CRIU ما في ذاكرة عملياتها، ثم تنتهي. يمكنها المتابعة من هناك لاحقًا، حتى بعد إعادة تشغيل الجهاز.</translation>
        </message>
        <message>
            <source>Name of the checkpoint</source>
            <translation>اسم نقطة التحقق</translation>
        </message>
        <message>
            <source>Leave it running</source>
            <translation>تركها تعمل</translation>
        </message>
        <message>
            <source>It goes on at once, too.</source>
            <translation>وتتابع العمل فورًا أيضًا.</translation>
        </message>
        <message>
            <source>Go on from a checkpoint…</source>
            <translation>المتابعة من نقطة تحقق…</translation>
        </message>
        <message>
            <source>Its processes have the memory again that they had then. Its files are as they are now, and open connections are closed.</source>
            <translation>تستعيد عملياتها الذاكرة التي كانت لها حينها. تبقى ملفاتها كما هي الآن، وتُغلق الاتصالات المفتوحة.</translation>
        </message>
        <message>
            <source>Its checkpoints</source>
            <translation>نقاط تحققها</translation>
        </message>
        <message>
            <source>Remove a checkpoint…</source>
            <translation>إزالة نقطة تحقق…</translation>
        </message>
        <message>
            <source>Checkpoints</source>
            <translation>نقاط التحقق</translation>
        </message>
        <message>
            <source>Make an image of it…</source>
            <translation>صنع صورة منها…</translation>
        </message>
        <message>
            <source>Its changed files and its configuration become an image. What is in volumes is not part of it.</source>
            <translation>تصير ملفاتها المتغيّرة وإعداداتها صورة. ما في وحدات التخزين ليس منها.</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>اسم الصورة</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>الرسالة</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>المؤلف</translation>
        </message>
        <message>
            <source>Instruction</source>
            <translation>تعليمة</translation>
        </message>
        <message>
            <source>Export its files…</source>
            <translation>تصدير ملفاتها…</translation>
        </message>
        <message>
            <source>Writes its file system as one tar, without what is mounted in it.</source>
            <translation>يكتب نظام ملفاتها في ملف tar واحد دون ما هو مربوط فيها.</translation>
        </message>
        <message>
            <source>To the file</source>
            <translation>إلى الملف</translation>
        </message>
        <message>
            <source>Give it a further name…</source>
            <translation>اسم إضافي…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Make a container, do not start it…</source>
            <translation>إنشاء حاوية دون تشغيلها…</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>the image's own</source>
            <translation>ما في الصورة</translation>
        </message>
        <message>
            <source>Push…</source>
            <translation>رفع…</translation>
        </message>
        <message>
            <source>Sends the image to the registry that its name says.</source>
            <translation>يرسل الصورة إلى السجل الذي يذكره اسمها.</translation>
        </message>
        <message>
            <source>All tags of this name</source>
            <translation>كل وسوم هذا الاسم</translation>
        </message>
        <message>
            <source>Every tag that this computer has of it</source>
            <translation>كل وسم له على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Save as an archive…</source>
            <translation>حفظ كأرشيف…</translation>
        </message>
        <message>
            <source>A tar that docker, podman and every reader of OCI layouts takes; digests stay.</source>
            <translation>ملف tar يقبله docker وpodman وكل قارئ لتخطيط OCI؛ تبقى البصمات.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>السجل</translation>
        </message>
        <message>
            <source>Compare with another image…</source>
            <translation>مقارنة بصورة أخرى…</translation>
        </message>
        <message>
            <source>Configuration, packages and files that differ.</source>
            <translation>الإعدادات والحزم والملفات المختلفة.</translation>
        </message>
        <message>
            <source>Other image</source>
            <translation>الصورة الأخرى</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Save the list of packages…</source>
            <translation>حفظ قائمة الحزم…</translation>
        </message>
        <message>
            <source>A bill of materials.</source>
            <translation>قائمة مكوّنات.</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>الصيغة</translation>
        </message>
        <message>
            <source>Manifest in the registry</source>
            <translation>البيان في السجل</translation>
        </message>
        <message>
            <source>Asks the registry for it; nothing is fetched besides.</source>
            <translation>يسأل السجل عنه؛ ولا يُجلب شيء سواه.</translation>
        </message>
        <message>
            <source>Without checking its certificate</source>
            <translation>دون التحقق من شهادته</translation>
        </message>
        <message>
            <source>For a registry of your own</source>
            <translation>لسجل تملكه</translation>
        </message>
        <message>
            <source>Keep VMs of it ready…</source>
            <translation>إبقاء آلات منها جاهزة…</translation>
        </message>
        <message>
            <source>Boots a template once; VMs of this image then start from a copy of its memory.</source>
            <translation>يقلع قالبًا مرة واحدة؛ ثم تبدأ آلات هذه الصورة من نسخة ذاكرته.</translation>
        </message>
        <message>
            <source>Spare VMs</source>
            <translation>آلات احتياطية</translation>
        </message>
        <message>
            <source>CPUs, memory, ports…</source>
            <translation>المعالجات والذاكرة والمنافذ…</translation>
        </message>
        <message>
            <source>What a running VM cannot change takes effect at its next start.</source>
            <translation>ما لا تستطيع آلة عاملة تغييره يسري عند بدئها التالي.</translation>
        </message>
        <message>
            <source>Publish a port</source>
            <translation>نشر منفذ</translation>
        </message>
        <message>
            <source>No longer publish</source>
            <translation>إيقاف نشر</translation>
        </message>
        <message>
            <source>Steps of its first boot</source>
            <translation>خطوات إقلاعها الأول</translation>
        </message>
        <message>
            <source>Waits until it stops and tells its exit code.</source>
            <translation>ينتظر حتى تتوقف ويخبر برمز خروجها.</translation>
        </message>
        <message>
            <source>Save its memory and switch it off</source>
            <translation>حفظ ذاكرتها وإطفاؤها</translation>
        </message>
        <message>
            <source>The next start goes on where it was.</source>
            <translation>يتابع البدء التالي من حيث كانت.</translation>
        </message>
        <message>
            <source>Go on from its saved memory…</source>
            <translation>المتابعة من ذاكرتها المحفوظة…</translation>
        </message>
        <message>
            <source>Forget the saved memory instead</source>
            <translation>نسيان الذاكرة المحفوظة بدلًا من ذلك</translation>
        </message>
        <message>
            <source>The next start boots it</source>
            <translation>البدء التالي يقلعها</translation>
        </message>
        <message>
            <source>Start with this computer…</source>
            <translation>البدء مع هذا الحاسوب…</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>ليس بعد الآن</translation>
        </message>
        <message>
            <source>It starts only when somebody starts it</source>
            <translation>تبدأ فقط حين يبدؤها أحد</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>نسخ…</translation>
        </message>
        <message>
            <source>Copy-on-write disks and an identity of its own.</source>
            <translation>أقراص بالنسخ عند الكتابة وهوية خاصة بها.</translation>
        </message>
        <message>
            <source>Name of the clone</source>
            <translation>اسم النسخة</translation>
        </message>
        <message>
            <source>Export its disk…</source>
            <translation>تصدير قرصها…</translation>
        </message>
        <message>
            <source>The ending of the name says the format: .qcow2, .raw or .ova.</source>
            <translation>لاحقة الاسم تحدد الصيغة: ‎.qcow2 أو ‎.raw أو ‎.ova.</translation>
        </message>
        <message>
            <source>Picture of its screen…</source>
            <translation>صورة شاشتها…</translation>
        </message>
        <message>
            <source>Copy files out of it…</source>
            <translation>نسخ ملفات منها…</translation>
        </message>
        <message>
            <source>Drop files on it to copy them in.</source>
            <translation>أفلت الملفات عليها لنسخها إليها.</translation>
        </message>
        <message>
            <source>Path in the VM</source>
            <translation>المسار في الآلة</translation>
        </message>
        <message>
            <source>To the folder</source>
            <translation>إلى المجلد</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>الأقراص</translation>
        </message>
        <message>
            <source>Add a disk…</source>
            <translation>إضافة قرص…</translation>
        </message>
        <message>
            <source>A new one, or a file that is there.</source>
            <translation>قرص جديد أو ملف موجود.</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <source>File</source>
            <translation>الملف</translation>
        </message>
        <message>
            <source>Read only</source>
            <translation>للقراءة فقط</translation>
        </message>
        <message>
            <source>The guest cannot write to it</source>
            <translation>لا يستطيع الضيف الكتابة عليه</translation>
        </message>
        <message>
            <source>Enlarge a disk…</source>
            <translation>تكبير قرص…</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>New size</source>
            <translation>الحجم الجديد</translation>
        </message>
        <message>
            <source>Take a disk out…</source>
            <translation>إخراج قرص…</translation>
        </message>
        <message>
            <source>Delete its file</source>
            <translation>حذف ملفه</translation>
        </message>
        <message>
            <source>Only one that Catamaran made</source>
            <translation>فقط ما صنعه Catamaran</translation>
        </message>
        <message>
            <source>Shared folders</source>
            <translation>المجلدات المشتركة</translation>
        </message>
        <message>
            <source>Share a folder…</source>
            <translation>مشاركة مجلد…</translation>
        </message>
        <message>
            <source>The guest mounts it by its tag.</source>
            <translation>يربطه الضيف بوسمه.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>المجلد</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>الوسم</translation>
        </message>
        <message>
            <source>Share a folder no longer…</source>
            <translation>إيقاف مشاركة مجلد…</translation>
        </message>
        <message>
            <source>Load images of an archive…</source>
            <translation>تحميل صور من أرشيف…</translation>
        </message>
        <message>
            <source>What “save” wrote.</source>
            <translation>ما كتبه «save».</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>الأرشيف</translation>
        </message>
        <message>
            <source>Import a file system…</source>
            <translation>استيراد نظام ملفات…</translation>
        </message>
        <message>
            <source>A tar with a root file system becomes an image of one layer.</source>
            <translation>ملف tar فيه نظام ملفات جذر يصير صورة من طبقة واحدة.</translation>
        </message>
        <message>
            <source>Make a base image…</source>
            <translation>صنع صورة أساس…</translation>
        </message>
        <message>
            <source>From packages of the distribution, without a registry. It takes a while.</source>
            <translation>من حزم التوزيعة دون سجل. يستغرق بعض الوقت.</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>Search a registry…</source>
            <translation>البحث في سجل…</translation>
        </message>
        <message>
            <source>Search for</source>
            <translation>البحث عن</translation>
        </message>
        <message>
            <source>Log in to a registry…</source>
            <translation>تسجيل الدخول إلى سجل…</translation>
        </message>
        <message>
            <source>The password goes to a credential helper or the kernel's keyring, never into the line.</source>
            <translation>تذهب كلمة المرور إلى مساعد الاعتماد أو حلقة مفاتيح النواة، لا إلى السطر أبدًا.</translation>
        </message>
        <message>
            <source>Registry</source>
            <translation>السجل</translation>
        </message>
        <message>
            <source>User</source>
            <translation>المستخدم</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>كلمة المرور</translation>
        </message>
        <message>
            <source>Log out of a registry…</source>
            <translation>تسجيل الخروج من سجل…</translation>
        </message>
        <message>
            <source>Remove unused images…</source>
            <translation>إزالة الصور غير المستعملة…</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>المسماة أيضاً</translation>
        </message>
        <message>
            <source>All that no container uses, not only those without a name</source>
            <translation>كل ما لا تستعمله حاوية، لا ما لا اسم له فقط</translation>
        </message>
        <message>
            <source>Remove unused networks</source>
            <translation>إزالة الشبكات غير المستعملة</translation>
        </message>
        <message>
            <source>Networks of your own that no container is on, running or not.</source>
            <translation>شبكاتك التي لا حاوية عليها، عاملة كانت أو لا.</translation>
        </message>
        <message>
            <source>Repair links and firewall rules</source>
            <translation>إصلاح الوصلات وقواعد الجدار الناري</translation>
        </message>
        <message>
            <source>Brings them back to what is recorded, after somebody has flushed the firewall.</source>
            <translation>يعيدها إلى ما هو مسجّل بعد أن أفرغ أحد الجدار الناري.</translation>
        </message>
        <message>
            <source>New VM of a disk…</source>
            <translation>آلة جديدة من قرص…</translation>
        </message>
        <message>
            <source>A cloud image, another disk or an installer (ISO) becomes a VM.</source>
            <translation>صورة سحابية أو قرص آخر أو مثبّت (ISO) يصير آلة.</translation>
        </message>
        <message>
            <source>Disk image</source>
            <translation>صورة القرص</translation>
        </message>
        <message>
            <source>Installer (ISO)</source>
            <translation>المثبّت (ISO)</translation>
        </message>
        <message>
            <source>Size of the disk</source>
            <translation>حجم القرص</translation>
        </message>
        <message>
            <source>Cloud-init</source>
            <translation>Cloud-init</translation>
        </message>
        <message>
            <source>VMs that are kept ready</source>
            <translation>الآلات الجاهزة مسبقًا</translation>
        </message>
        <message>
            <source>Remove VMs that are kept ready</source>
            <translation>إزالة الآلات الجاهزة مسبقًا</translation>
        </message>
        <message>
            <source>Templates and spare VMs.</source>
            <translation>القوالب والآلات الاحتياطية.</translation>
        </message>
        <message>
            <source>Kernels of light VMs</source>
            <translation>نوى الآلات الخفيفة</translation>
        </message>
        <message>
            <source>Import a kernel for light VMs…</source>
            <translation>استيراد نواة للآلات الخفيفة…</translation>
        </message>
        <message>
            <source>A kernel package of the distribution (.deb).</source>
            <translation>حزمة نواة من التوزيعة (‎.deb).</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>الحزمة</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>التغير</translation>
        </message>
        <message>
            <source>Disks and folders</source>
            <translation>الأقراص والمجلدات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
        <message>
            <source>%1 s</source>
            <translation>%1 ث</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 د</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 س %2 د</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 ي %2 س</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>يبدأ</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>تعمل</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>متوقف مؤقتاً</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>يتوقف</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>متوقفة</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>فشلت</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>نظرة عامة</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>الأعمال</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>المقارنة</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>الصور</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>الموارد</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>وحدات التخزين</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>الشبكات</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>التفاصيل</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>الطبيب</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>shares the host's kernel</source>
            <translation>يشارك نواة المضيف</translation>
        </message>
        <message>
            <source>record, file system and network are made</source>
            <translation>يُنشأ السجل ونظام الملفات والشبكة</translation>
        </message>
        <message>
            <source>disk and domain are made</source>
            <translation>يُنشأ القرص والنطاق</translation>
        </message>
        <message>
            <source>the process runs</source>
            <translation>العملية تعمل</translation>
        </message>
        <message>
            <source>the guest's kernel has booted</source>
            <translation>أقلعت نواة الضيف</translation>
        </message>
        <message>
            <source>the guest's init has mounted everything</source>
            <translation>ركّب init الضيف كل شيء</translation>
        </message>
        <message>
            <source>the image's program runs</source>
            <translation>برنامج الصورة يعمل</translation>
        </message>
        <message>
            <source>the port is open</source>
            <translation>المنفذ مفتوح</translation>
        </message>
        <message>
            <source>the first HTTP 200 arrived</source>
            <translation>وصل أول HTTP 200</translation>
        </message>
        <message>
            <source>waiting for its turn</source>
            <translation>ينتظر دوره</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>لا تشغيل بعد</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>إحماء</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>التشغيل %1 من %2</translation>
        </message>
        <message>
            <source>running</source>
            <translation>يعمل</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>النقر المزدوج أو Enter يفتح تفاصيل ما أُبقي</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>سباق</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::AskDialog</name>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Choose: %1</source>
            <translation>اختيار: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Banner</name>
        <message>
            <source>Copy this message</source>
            <translation>نسخ هذه الرسالة</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>إغلاق هذه الرسالة</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>حدث خطأ ما</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Capture</name>
        <message>
            <source>the state did not settle in time</source>
            <translation>لم تستقر الحالة في الوقت المحدد</translation>
        </message>
        <message>
            <source>cannot make the folder %1</source>
            <translation>تعذر إنشاء المجلد %1</translation>
        </message>
        <message>
            <source>cannot write %1</source>
            <translation>تعذرت كتابة %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ChartCard</name>
        <message>
            <source>Save %1 as CSV…</source>
            <translation>حفظ %1 بصيغة CSV…</translation>
        </message>
        <message>
            <source>%1 as a table</source>
            <translation>%1 كجدول</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>مخطط: %1</translation>
        </message>
        <message>
            <source>Tables (*.csv);;All files (*)</source>
            <translation>جداول (*.csv);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>حُفظ في %1</translation>
        </message>
        <message>
            <source>Not saved: %1</source>
            <translation>لم يُحفظ: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::CliLine</name>
        <message>
            <source>Copy the command line</source>
            <translation>نسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line
%1</source>
            <translation>نسخ سطر الأوامر
%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ComparePage</name>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Run the image as a container and as a VM, in turn (Ctrl+R)</source>
            <translation>تشغيل الصورة كحاوية وكآلة بالتناوب (Ctrl+R)</translation>
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation>صورة واحدة وهيكلان</translation>
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation>اضغط «تشغيل»: تبدأ الصورة بالتناوب كحاوية وكآلة خفيفة حتى تجيب عبر HTTP. يُقاس زمن البدء والذاكرة والقرص لكليهما، ويبقى الزوج الأخير للمخططات الحية. لا يبقى شيء غير ذلك.</translation>
        </message>
        <message>
            <source>The experiment was cancelled; nothing is left behind</source>
            <translation>أُلغيت التجربة؛ لم يبقَ شيء</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>المقارنة</translation>
        </message>
        <message>
            <source>Startup race</source>
            <translation>سباق البدء</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>العزل</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>الكثافة</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>العمل</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>الجدول</translation>
        </message>
        <message>
            <source>History</source>
            <translation>السجل</translation>
        </message>
        <message>
            <source>How soon the same image answers in both hulls</source>
            <translation>متى تجيب الصورة نفسها في الهيكلين</translation>
        </message>
        <message>
            <source>What each hull shares with this computer, with evidence</source>
            <translation>ما يتشاركه كل هيكل مع هذا الحاسوب، مع الدليل</translation>
        </message>
        <message>
            <source>How many fit, with a safety stop</source>
            <translation>كم يتسع، مع توقف آمن</translation>
        </message>
        <message>
            <source>The same programs timed inside both hulls</source>
            <translation>البرامج نفسها مقيسة داخل الهيكلين</translation>
        </message>
        <message>
            <source>The textbook's table, filled with this computer's figures</source>
            <translation>جدول الكتب الدراسية بأرقام هذا الحاسوب</translation>
        </message>
        <message>
            <source>All past experiments</source>
            <translation>كل التجارب السابقة</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation>الصورة للمقارنة</translation>
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation>الصورة التي تعمل في الهيكلين؛ يجب أن يجيب منفذها 80 بـ HTTP 200</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>مرات التشغيل</translation>
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation>مرات تشغيل كل هيكل</translation>
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation>مرات التشغيل المقيسة لكل هيكل بعد إحماء واحد؛ كلما زادت كان الوسيط أثبت</translation>
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation>تقدم المقارنة</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation>إيقاف السباق وإزالة ما بدأه</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>نسخ بصيغة Markdown</translation>
        </message>
        <message>
            <source>Export report…</source>
            <translation>تصدير التقرير…</translation>
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation>نُسخ بصيغة Markdown</translation>
        </message>
        <message>
            <source>Memory when settled</source>
            <translation>الذاكرة عند الاستقرار</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation>مباشر: الزوج الذي أُبقي</translation>
        </message>
        <message>
            <source>Remove the pair</source>
            <translation>إزالة الزوج</translation>
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation>إيقاف وإزالة الحاوية والآلة من التشغيل الأخير</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network received</source>
            <translation>المستلم من الشبكة</translation>
        </message>
        <message>
            <source>Disk written</source>
            <translation>المكتوب على القرص</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>جارٍ الإلغاء وإزالة ما بدأ…</translation>
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation>إحماء: %1</translation>
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation>التشغيل %1 من %2: %3</translation>
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation>أُلغيت المقارنة؛ لم يبقَ شيء</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>حُفظ %1</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>جارٍ التحضير</translation>
        </message>
        <message>
            <source>kernel %1</source>
            <translation>النواة %1</translation>
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation>%1 معالجات</translation>
        </message>
        <message>
            <source>shared with others</source>
            <translation>مشترك مع غيره</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>خاص به</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>تشغيل مرة أخرى</translation>
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation>يشغّل الهيكلين بالتناوب ويقيس حتى أول HTTP 200.</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>المحرك غير مفتوح.</translation>
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation>الصورة نفسها كحاوية وكآلة، جنباً إلى جنب على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Comparison of %1</source>
            <translation>مقارنة %1</translation>
        </message>
        <message>
            <source>Its details can be opened when the race is over</source>
            <translation>تُفتح تفاصيله بعد انتهاء السباق</translation>
        </message>
        <message>
            <source>Nothing is left of this lane: only the pair of the last race is kept</source>
            <translation>لم يبق شيء من هذا المسار: يُبقى زوج السباق الأخير فقط</translation>
        </message>
        <message>
            <source>Export the comparison</source>
            <translation>تصدير المقارنة</translation>
        </message>
        <message>
            <source>HTML report (*.html);;PDF (*.pdf);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation>تقرير HTML (*.html);;PDF (*.pdf);;صورة هذه الصفحة (*.png);;جدول CSV (*.csv);;JSON (*.json);;Markdown (*.md)</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>تعذرت كتابة %1</translation>
        </message>
        <message>
            <source>The file could not be created</source>
            <translation>تعذر إنشاء الملف</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>اختر مجلداً آخر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Conveniences</name>
        <message>
            <source>Search</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source> Search  Ctrl+K</source>
            <translation> بحث  Ctrl+K</translation>
        </message>
        <message>
            <source>Search everything, and do anything (Ctrl+K)</source>
            <translation>ابحث عن أي شيء ونفذ أي شيء (Ctrl+K)</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>تم الاحتفاظ</translation>
        </message>
        <message>
            <source>page show go to</source>
            <translation>صفحة عرض اذهب إلى</translation>
        </message>
        <message>
            <source>Run an image…</source>
            <translation>تشغيل صورة…</translation>
        </message>
        <message>
            <source>new container VM create start</source>
            <translation>جديد حاوية آلة إنشاء تشغيل</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>تحديث</translation>
        </message>
        <message>
            <source>reload update</source>
            <translation>إعادة تحميل تحديث</translation>
        </message>
        <message>
            <source>reclaim space disk clean prune</source>
            <translation>استعادة مساحة قرص تنظيف</translation>
        </message>
        <message>
            <source>Switch off: %1</source>
            <translation>إيقاف: %1</translation>
        </message>
        <message>
            <source>Switch on: %1</source>
            <translation>تشغيل: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DensityPanel</name>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>Ends by itself before memory gets short; all is removed then.</source>
            <translation>تنتهي من نفسها قبل أن تضيق الذاكرة؛ ثم يُزال كل شيء.</translation>
        </message>
        <message>
            <source>Start containers or VMs of the image</source>
            <translation>بدء حاويات أو آلات من الصورة</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>على الأكثر</translation>
        </message>
        <message>
            <source>The ramp ends here, or earlier at a safety stop</source>
            <translation>ينتهي التدرج هنا، أو قبل ذلك عند توقف آمن</translation>
        </message>
        <message>
            <source>How many fit on this computer?</source>
            <translation>كم يتسع هذا الحاسوب؟</translation>
        </message>
        <message>
            <source>Instances of one image are started one after the other. The ramp stops at your number, or as soon as memory gets short or starts get slow; then all of them are removed. Run it for containers and for VMs, and the curves lie side by side.</source>
            <translation>تُشغَّل نسخ صورة واحدة تباعاً. يتوقف التدرج عند عددك، أو حالما تضيق الذاكرة أو يبطؤ البدء؛ ثم تُزال كلها. شغّله للحاويات وللآلات، فيظهر المنحنيان جنباً إلى جنب.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>%1: %2 ran</source>
            <translation>%1: عمل %2</translation>
        </message>
        <message>
            <source>, %1 each</source>
            <translation>، %1 لكل منها</translation>
        </message>
        <message>
            <source>, about %1 would fit (estimate)</source>
            <translation>، يتسع لنحو %1 (تقدير)</translation>
        </message>
        <message>
            <source>, more are coming</source>
            <translation>، والمزيد قادم</translation>
        </message>
        <message>
            <source>; safety stop: %1</source>
            <translation>؛ توقف آمن: %1</translation>
        </message>
        <message>
            <source>; ended: %1</source>
            <translation>؛ انتهى: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPage</name>
        <message>
            <source>Logs of %1 workloads</source>
            <translation>سجلات %1 أعمال</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>التفاصيل</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>حاوية أو آلة</translation>
        </message>
        <message>
            <source>Show another container or VM</source>
            <translation>عرض حاوية أو آلة أخرى</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>Everything else that can be done with it (Alt+M)</source>
            <translation>كل ما عدا ذلك مما يمكن فعله بها (Alt+M)</translation>
        </message>
        <message>
            <source>All workloads</source>
            <translation>كل الأعمال</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>رجوع</translation>
        </message>
        <message>
            <source>Back to the list (Alt+Left)</source>
            <translation>العودة إلى القائمة (Alt+Left)</translation>
        </message>
        <message>
            <source>Back to where you were (Alt+Left)</source>
            <translation>العودة إلى حيث كنت (Alt+يسار)</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>ملخص</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Terminal</source>
            <translation>الطرفية</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>الملفات</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>الإحصاءات</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>الصحة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>اللقطات</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>الشاشة</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>الطرفية التسلسلية</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>إعادة تشغيل</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>إيقاف مؤقت</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>استئناف</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>إنهاء قسري</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Merged by time</source>
            <translation>مدمجة حسب الوقت</translation>
        </message>
        <message>
            <source>It is gone</source>
            <translation>لم يعد موجوداً</translation>
        </message>
        <message>
            <source>Start it
%1</source>
            <translation>بدؤه
%1</translation>
        </message>
        <message>
            <source>Ask it to end
%1</source>
            <translation>طلب إنهائه
%1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPanel</name>
        <message>
            <source>Inspect, as JSON</source>
            <translation>فحص بصيغة JSON</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>إغلاق التفاصيل</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>ملخص</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>الإحصاءات</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>الأوقات</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Following</source>
            <translation>تتم المتابعة</translation>
        </message>
        <message>
            <source>End of the log</source>
            <translation>نهاية السجل</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>مستلم</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>مرسل</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>قراءة</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>كتابة</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>المعرف</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>يعمل منذ</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>آخر بدء</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>رمز الخروج</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>الصحة</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>القرص، مشترك</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>القرص، خاص</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>الوسوم</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>ملاحظة</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>أنشأه برنامج آخر؛ يمكن مراقبته وإيقافه هنا.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DiskCard</name>
        <message>
            <source>On the disk</source>
            <translation>على القرص</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>جارٍ الحساب…</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>استعادة المساحة</translation>
        </message>
        <message>
            <source>Choose what goes; the line for a shell stands beside each</source>
            <translation>اختر ما يُزال؛ وسطر الأوامر بجانبه</translation>
        </message>
        <message>
            <source>%1 used · %2 could be free again · %3 free on the disk</source>
            <translation>%1 مستخدمة · %2 يمكن استعادتها · %3 حرة على القرص</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Doctor</name>
        <message>
            <source>The engine opens its state directory</source>
            <translation>يفتح المحرك مجلد حالته</translation>
        </message>
        <message>
            <source>Needed, and missing</source>
            <translation>مطلوب وناقص</translation>
        </message>
        <message>
            <source>Could be better</source>
            <translation>يمكن تحسينه</translation>
        </message>
        <message>
            <source>In order</source>
            <translation>على ما يرام</translation>
        </message>
        <message>
            <source>One thing that is needed is missing</source>
            <translation>ينقص شيء واحد مطلوب</translation>
        </message>
        <message>
            <source>%1 things that are needed are missing</source>
            <translation>تنقص %1 أشياء مطلوبة</translation>
        </message>
        <message>
            <source>Put it right and check again. What still works can be used meanwhile.</source>
            <translation>أصلحها وافحص مرة أخرى. ما زال يعمل يمكن استخدامه في هذه الأثناء.</translation>
        </message>
        <message>
            <source>All that is needed is there</source>
            <translation>كل ما يلزم موجود</translation>
        </message>
        <message>
            <source>One thing could be better; nothing has to be done.</source>
            <translation>شيء واحد يمكن تحسينه؛ لا يلزم عمل شيء.</translation>
        </message>
        <message>
            <source>%1 things could be better; nothing has to be done.</source>
            <translation>%1 أشياء يمكن تحسينها؛ لا يلزم عمل شيء.</translation>
        </message>
        <message>
            <source>This computer is in order</source>
            <translation>هذا الحاسوب على ما يرام</translation>
        </message>
        <message>
            <source>Containers and VMs find all they need.</source>
            <translation>تجد الحاويات والآلات كل ما تحتاجه.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DoctorPage</name>
        <message>
            <source>Copy command</source>
            <translation>نسخ الأمر</translation>
        </message>
        <message>
            <source>Copy “%1”: the same checks in a terminal</source>
            <translation>نسخ «%1»: الفحوص نفسها في الطرفية</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>فحص مجدداً</translation>
        </message>
        <message>
            <source>Look at this computer again (Ctrl+R)</source>
            <translation>فحص هذا الحاسوب مجدداً (Ctrl+R)</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>جارٍ الفحص…</translation>
        </message>
        <message>
            <source>What containers and VMs need of this computer</source>
            <translation>ما تحتاجه الحاويات والآلات من هذا الحاسوب</translation>
        </message>
        <message>
            <source>What containers and VMs need, and what to do where it is missing</source>
            <translation>ما تحتاجه الحاويات والآلات، وما العمل عند نقصه</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>نُسخ: %1</translation>
        </message>
        <message>
            <source>Put right, until the next start of the computer</source>
            <translation>تم الإصلاح حتى إعادة تشغيل الحاسوب</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>الطبيب</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>جاهز</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>تنبيه</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>مفقود</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>إصلاح</translation>
        </message>
        <message>
            <source>Does the same as: %1</source>
            <translation>يماثل: %1</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>استعادة المساحة</translation>
        </message>
        <message>
            <source>Show what lies on the disk and can go</source>
            <translation>عرض ما على القرص وما يمكن إزالته</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>نسخ: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DropTarget</name>
        <message>
            <source>Drop to open %1</source>
            <translation>أفلت لفتح %1</translation>
        </message>
        <message>
            <source>Copy %1 into %2</source>
            <translation>نسخ %1 إلى %2</translation>
        </message>
        <message>
            <source>Copy %1 files into %2</source>
            <translation>نسخ %1 ملفات إلى %2</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>فتح %1 كمجموعة</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>لا يمكن فعل شيء بهذا</translation>
        </message>
        <message>
            <source>Drop it to see its services, ports and volumes. Nothing is started yet.</source>
            <translation>أفلت لرؤية الخدمات والمنافذ ووحدات التخزين. لن يبدأ شيء بعد.</translation>
        </message>
        <message>
            <source>Drop it to see what can be done with it. Nothing is done yet.</source>
            <translation>أفلت لرؤية ما يمكن فعله. لن يُنفذ شيء بعد.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::FileBrowser</name>
        <message>
            <source>To the folder above (Backspace)</source>
            <translation>إلى المجلد الأعلى (Backspace)</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>المجلد</translation>
        </message>
        <message>
            <source>The folder that is shown; type another and press Enter</source>
            <translation>المجلد المعروض؛ اكتب غيره واضغط Enter</translation>
        </message>
        <message>
            <source>Read the folder again (F5)</source>
            <translation>قراءة المجلد من جديد (F5)</translation>
        </message>
        <message>
            <source>Upload…</source>
            <translation>رفع…</translation>
        </message>
        <message>
            <source>Copy files of this computer into the folder; or drop them onto the list</source>
            <translation>نسخ ملفات من هذا الحاسوب إلى المجلد؛ أو أفلتها على القائمة</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>تنزيل…</translation>
        </message>
        <message>
            <source>Copy what is selected to a folder of this computer</source>
            <translation>نسخ المحدد إلى مجلد على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>الملفات</translation>
        </message>
        <message>
            <source>Files of this directory; Enter opens one, Backspace goes up</source>
            <translation>ملفات هذا المجلد؛ Enter يفتح، وBackspace يصعد</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>الصلاحيات</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>المالك</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>عُدِّل</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <source>Write the file back; owner and mode stay (Ctrl+S)</source>
            <translation>كتابة الملف من جديد؛ يبقى المالك والصلاحيات (Ctrl+S)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Back to the list; what is not saved is lost (Esc)</source>
            <translation>العودة إلى القائمة؛ ما لم يُحفظ يضيع (Esc)</translation>
        </message>
        <message>
            <source>Text of the file</source>
            <translation>نص الملف</translation>
        </message>
        <message>
            <source>Ctrl+S saves, Esc closes</source>
            <translation>Ctrl+S يحفظ، وEsc يغلق</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>عنصر</translation>
        </message>
        <message>
            <source>entries</source>
            <translation>عناصر</translation>
        </message>
        <message>
            <source>%1, %2 of them changed since the image</source>
            <translation>%1، منها %2 تغيرت منذ الصورة</translation>
        </message>
        <message>
            <source>%1 is not a text file; download it to open it with another program</source>
            <translation>%1 ليس ملفاً نصياً؛ نزّله لفتحه ببرنامج آخر</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>حُفظ</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>النسخ إلى %1</translation>
        </message>
        <message>
            <source>Copy to</source>
            <translation>النسخ إلى</translation>
        </message>
        <message>
            <source>Added since the image</source>
            <translation>أُضيف بعد الصورة</translation>
        </message>
        <message>
            <source>Changed since the image</source>
            <translation>تغير بعد الصورة</translation>
        </message>
        <message>
            <source>Deleted since the image</source>
            <translation>حُذف بعد الصورة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::FilterChips</name>
        <message>
            <source>All kinds</source>
            <translation>كل الأنواع</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>كل الحالات</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>تعمل</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>متوقفة</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>فشلت</translation>
        </message>
        <message>
            <source>Save filter</source>
            <translation>حفظ التصفية</translation>
        </message>
        <message>
            <source>Keep kind, state and text of this filter under a name (Ctrl+Shift+S)</source>
            <translation>احفظ نوع هذه التصفية وحالتها ونصّها باسم (Ctrl+Shift+S)</translation>
        </message>
        <message>
            <source>Containers  %1</source>
            <translation>الحاويات  %1</translation>
        </message>
        <message>
            <source>VMs  %1</source>
            <translation>الآلات  %1</translation>
        </message>
        <message>
            <source>Running  %1</source>
            <translation>تعمل  %1</translation>
        </message>
        <message>
            <source>Name of this filter:</source>
            <translation>اسم هذه التصفية:</translation>
        </message>
        <message>
            <source>Your filter "%1"; Delete forgets it, the menu key shows more</source>
            <translation>تصفيتك «%1»؛ مفتاح Delete يحذفها ومفتاح القائمة يعرض المزيد</translation>
        </message>
        <message>
            <source>Save what is chosen now as "%1"</source>
            <translation>احفظ الاختيار الحالي باسم «%1»</translation>
        </message>
        <message>
            <source>Forget "%1"	Delete</source>
            <translation>انسَ «%1»	Delete</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation>الخدمات وما تحتاجه</translation>
        </message>
        <message>
            <source>connections to %1: %2</source>
            <translation>الاتصالات إلى %1: %2</translation>
        </message>
        <message>
            <source>connections from %1: %2</source>
            <translation>الاتصالات من %1: %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthHistory</name>
        <message>
            <source>every %1, unhealthy after %2 failures</source>
            <translation>كل %1، غير سليم بعد %2 إخفاقات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthTab</name>
        <message>
            <source>Probes over time; the table below has the same</source>
            <translation>الفحوص عبر الزمن؛ الجدول أدناه يحوي الشيء نفسه</translation>
        </message>
        <message>
            <source>Probes</source>
            <translation>الفحوص</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>النتيجة</translation>
        </message>
        <message>
            <source>When</source>
            <translation>متى</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>استغرق</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>المخرجات</translation>
        </message>
        <message>
            <source>No health check</source>
            <translation>لا فحص للسلامة</translation>
        </message>
        <message>
            <source>Give one with HEALTHCHECK in the Dockerfile, or with “--health-cmd” when it is run; its probes are then shown here over time.</source>
            <translation>عيّن فحصاً بـ HEALTHCHECK في Dockerfile أو بـ «--health-cmd» عند التشغيل؛ عندئذ تظهر فحوصه هنا عبر الزمن.</translation>
        </message>
        <message>
            <source>Health check</source>
            <translation>فحص السلامة</translation>
        </message>
        <message>
            <source>%1 · failed %2 times in a row</source>
            <translation>%1 · أخفق %2 مرات متتالية</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>سليم</translation>
        </message>
        <message>
            <source>failed (%1)</source>
            <translation>أخفق (%1)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HistoryPanel</name>
        <message>
            <source>Startup race</source>
            <translation>سباق البدء</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>العزل</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>الكثافة</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>العمل</translation>
        </message>
        <message>
            <source>Past experiments</source>
            <translation>التجارب السابقة</translation>
        </message>
        <message>
            <source>Lay two races over each other</source>
            <translation>وضع سباقين فوق بعضهما</translation>
        </message>
        <message>
            <source>Select two startup races in the table first</source>
            <translation>حدد أولاً سباقي بدء في الجدول</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>نسيان</translation>
        </message>
        <message>
            <source>Remove the selected experiments from the history</source>
            <translation>إزالة التجارب المحددة من السجل</translation>
        </message>
        <message>
            <source>When</source>
            <translation>متى</translation>
        </message>
        <message>
            <source>Experiment</source>
            <translation>التجربة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>النتيجة</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>الرقم</translation>
        </message>
        <message>
            <source>First</source>
            <translation>الأول</translation>
        </message>
        <message>
            <source>Second</source>
            <translation>الثاني</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>التغير</translation>
        </message>
        <message>
            <source>Two races side by side</source>
            <translation>سباقان جنباً إلى جنب</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>لا شيء بعد</translation>
        </message>
        <message>
            <source>Every experiment of this window and of the command line is kept here, so that you can lay today's beside last week's.</source>
            <translation>تُحفظ هنا كل تجربة من هذه النافذة ومن سطر الأوامر، لتضع تجربة اليوم بجانب تجربة الأسبوع الماضي.</translation>
        </message>
        <message>
            <source>%1: startup, median</source>
            <translation>%1: البدء، الوسيط</translation>
        </message>
        <message>
            <source>%1: startup, best</source>
            <translation>%1: البدء، الأفضل</translation>
        </message>
        <message>
            <source>%1: memory</source>
            <translation>%1: الذاكرة</translation>
        </message>
        <message>
            <source>%1: disk of its own</source>
            <translation>%1: قرص خاص به</translation>
        </message>
        <message>
            <source>%1, %2 and %3, %4</source>
            <translation>%1، %2 و%3، %4</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HullCard</name>
        <message>
            <source>Virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Time to answer</source>
            <translation>زمن الإجابة</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>CPU to answer</source>
            <translation>المعالج حتى الإجابة</translation>
        </message>
        <message>
            <source>sooner</source>
            <translation>أبكر</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>less</source>
            <translation>أقل</translation>
        </message>
        <message>
            <source>%1 shared</source>
            <translation>%1 مشترك</translation>
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation>%1: يجيب بعد %2، ويستخدم %3 من الذاكرة و%4 من القرص</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagePanel</name>
        <message>
            <source>Select an image to look into it</source>
            <translation>اختر صورة للنظر داخلها</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>الطبقات</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>النتائج</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>الحزم</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Each layer with its size; select one to see its files</source>
            <translation>كل طبقة بحجمها؛ اختر واحدة لرؤية ملفاتها</translation>
        </message>
        <message>
            <source>Files of the layer</source>
            <translation>ملفات الطبقة</translation>
        </message>
        <message>
            <source>+ added, ~ changed, - removed; the largest first</source>
            <translation>+ جديد، ~ معدل، - محذوف؛ الأكبر أولاً</translation>
        </message>
        <message>
            <source>What the rules about images find</source>
            <translation>ما تجده قواعد الصور</translation>
        </message>
        <message>
            <source>Filter packages</source>
            <translation>تصفية الحزم</translation>
        </message>
        <message>
            <source>Filter by name, version, kind or licence</source>
            <translation>تصفية حسب الاسم أو الإصدار أو النوع أو الترخيص</translation>
        </message>
        <message>
            <source>Packages and modules found in the image</source>
            <translation>الحزم والوحدات الموجودة في الصورة</translation>
        </message>
        <message>
            <source>Scan  %1</source>
            <translation>فحص  %1</translation>
        </message>
        <message>
            <source>Looking into its layers…</source>
            <translation>جارٍ النظر في الطبقات…</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>طبقة</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>طبقات</translation>
        </message>
        <message>
            <source>%1 of its bytes can be seen</source>
            <translation>%1 من بايتاتها مرئية</translation>
        </message>
        <message>
            <source>no distribution</source>
            <translation>بلا توزيعة</translation>
        </message>
        <message>
            <source>Findings  %1</source>
            <translation>النتائج  %1</translation>
        </message>
        <message>
            <source>Packages  %1</source>
            <translation>الحزم  %1</translation>
        </message>
        <message>
            <source> · %1 hidden by later layers</source>
            <translation> · %1 تحجبها طبقات لاحقة</translation>
        </message>
        <message>
            <source>(not said)</source>
            <translation>(غير مذكور)</translation>
        </message>
        <message>
            <source>The rules find nothing</source>
            <translation>لم تجد القواعد شيئاً</translation>
        </message>
        <message>
            <source>Configuration and files are as they should be</source>
            <translation>الإعدادات والملفات كما ينبغي</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagesPage</name>
        <message>
            <source>In use by</source>
            <translation>تستخدمها</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>المعرف</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>الصور</translation>
        </message>
        <message>
            <source>Images of this computer; Enter compares, Delete removes</source>
            <translation>صور هذا الحاسوب؛ الإدخال يقارن وDelete يزيل</translation>
        </message>
        <message>
            <source>No images yet</source>
            <translation>لا توجد صور بعد</translation>
        </message>
        <message>
            <source>The demo image is made on the first comparison. Build others with “catamaran build -t NAME DIRECTORY”.</source>
            <translation>تُنشأ صورة العرض عند أول مقارنة. ابنِ غيرها بالأمر «catamaran build -t NAME DIRECTORY».</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>قارن العرض</translation>
        </message>
        <message>
            <source>Run side by side…</source>
            <translation>تشغيل جنباً إلى جنب…</translation>
        </message>
        <message>
            <source>Compare the selected image as a container and as a VM</source>
            <translation>مقارنة الصورة المختارة كحاوية وكآلة</translation>
        </message>
        <message>
            <source>Pull…</source>
            <translation>سحب…</translation>
        </message>
        <message>
            <source>Fetch an image from a registry (Ctrl+P)</source>
            <translation>جلب صورة من سجل (Ctrl+P)</translation>
        </message>
        <message>
            <source>Build…</source>
            <translation>بناء…</translation>
        </message>
        <message>
            <source>Build an image of a folder with a Dockerfile (Ctrl+B)</source>
            <translation>بناء صورة من مجلد فيه Dockerfile ‏(Ctrl+B)</translation>
        </message>
        <message>
            <source>Remove the selected image (Delete)</source>
            <translation>إزالة الصورة المختارة (Delete)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>Archives, registries and cleaning up (Alt+M)</source>
            <translation>الأرشيفات والسجلات والتنظيف (Alt+M)</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(بلا اسم)</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>عمل</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>أعمال</translation>
        </message>
        <message>
            <source>image</source>
            <translation>صورة</translation>
        </message>
        <message>
            <source>images</source>
            <translation>صور</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>تشغيل…</translation>
        </message>
        <message>
            <source>Pull again</source>
            <translation>جلب من جديد</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Pull an image</source>
            <translation>سحب صورة</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>اسم الصورة</translation>
        </message>
        <message>
            <source>alpine:3.20, ghcr.io/owner/image</source>
            <translation>alpine:3.20, ghcr.io/owner/image</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>سحب</translation>
        </message>
        <message>
            <source>Folder with a Dockerfile</source>
            <translation>مجلد فيه Dockerfile</translation>
        </message>
        <message>
            <source>Build an image</source>
            <translation>بناء صورة</translation>
        </message>
        <message>
            <source>localhost/name:tag</source>
            <translation>localhost/name:tag</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>بناء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::InspectTab</name>
        <message>
            <source>Search names and values</source>
            <translation>البحث في الأسماء والقيم</translation>
        </message>
        <message>
            <source>Shows the rows with this text and what leads to them (Ctrl+F)</source>
            <translation>يعرض الصفوف التي فيها هذا النص وما يقود إليها (Ctrl+F)</translation>
        </message>
        <message>
            <source>Copy as JSON</source>
            <translation>نسخ بصيغة JSON</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>القيمة</translation>
        </message>
        <message>
            <source>Details as a tree</source>
            <translation>التفاصيل كشجرة</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 صفوف</translation>
        </message>
        <message>
            <source>This is not JSON</source>
            <translation>هذا ليس JSON</translation>
        </message>
        <message>
            <source>Copy the value</source>
            <translation>نسخ القيمة</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>نسخ المسار</translation>
        </message>
        <message>
            <source>Copy as a template</source>
            <translation>نسخ كقالب</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::IsolationPanel</name>
        <message>
            <source>shared</source>
            <translation>مشترك</translation>
        </message>
        <message>
            <source>shared, filtered</source>
            <translation>مشترك ومرشَّح</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>خاص به</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>غير معروف</translation>
        </message>
        <message>
            <source>Asks the image's shell in both hulls what it sees; nothing is changed.</source>
            <translation>يسأل صدفة الصورة في الهيكلين عما تراه؛ لا يتغير شيء.</translation>
        </message>
        <message>
            <source>Thing</source>
            <translation>الشيء</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>المضيف</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>seen there</source>
            <translation>يُرى هناك</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>What is shared with the host</source>
            <translation>ما يُتشارك مع المضيف</translation>
        </message>
        <message>
            <source>What do they share with this computer?</source>
            <translation>ما الذي يتشاركانه مع هذا الحاسوب؟</translation>
        </message>
        <message>
            <source>A container is a program of this kernel with blinkers on; a VM brings a kernel of its own. Press Run, and both are asked for the evidence: kernel, processes, network, rights, devices and more, side by side with the host.</source>
            <translation>الحاوية برنامج على هذه النواة محجوب الرؤية؛ والآلة تأتي بنواة خاصة بها. اضغط «تشغيل» فيُسأل كلاهما عن الدليل: النواة والعمليات والشبكة والصلاحيات والأجهزة وغيرها، بجانب المضيف.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Of %1 things the container shares %2 with this computer, and %3 more through a filter; the VM%4 has a kernel of its own.</source>
            <translation>من %1 أشياء تتشارك الحاوية %2 مع هذا الحاسوب، و%3 أخرى عبر مرشِّح؛ وللآلة%4 نواة خاصة بها.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobDialog</name>
        <message>
            <source>Steps</source>
            <translation>الخطوات</translation>
        </message>
        <message>
            <source>Each step with the time it took</source>
            <translation>كل خطوة والوقت الذي استغرقته</translation>
        </message>
        <message>
            <source>from the cache</source>
            <translation>من الذاكرة المؤقتة</translation>
        </message>
        <message>
            <source>Begins…</source>
            <translation>يبدأ…</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>المخرجات</translation>
        </message>
        <message>
            <source>What the steps print</source>
            <translation>ما تطبعه الخطوات</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>End the work; nothing half-made stays</source>
            <translation>إنهاء العمل؛ لا يبقى شيء ناقص</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>إخفاء</translation>
        </message>
        <message>
            <source>Close this; the work goes on (Escape)</source>
            <translation>إغلاق هذه؛ يستمر العمل (Esc)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close (Escape)</source>
            <translation>إغلاق (Esc)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobModel</name>
        <message>
            <source>%1 of %2 steps</source>
            <translation>%1 من %2 خطوات</translation>
        </message>
        <message>
            <source>%1 were here already</source>
            <translation>%1 كانت موجودة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LabBar</name>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Image of the experiment</source>
            <translation>صورة التجربة</translation>
        </message>
        <message>
            <source>The image that is started; the demo image is made when it is not there</source>
            <translation>الصورة التي تُشغَّل؛ تُصنع صورة العرض إن لم تكن موجودة</translation>
        </message>
        <message>
            <source>Copy command</source>
            <translation>نسخ الأمر</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Stop, and remove what was started</source>
            <translation>إيقاف، وإزالة ما بدأ</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Run this experiment; what it starts is removed when it ends</source>
            <translation>تشغيل هذه التجربة؛ يُزال ما تبدؤه عند انتهائها</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>جارٍ الإلغاء وإزالة ما بدأ…</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>نُسخ: %1</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>What to start</source>
            <translation>ما الذي يُشغَّل</translation>
        </message>
        <message>
            <source>Copy the command line that does the same: %1</source>
            <translation>نسخ سطر الأوامر الذي يفعل الشيء نفسه: %1</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>المحرك غير مفتوح.</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>جارٍ التحضير</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>%1, peak %2</source>
            <translation>%1، الذروة %2</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>قبل ثوانٍ</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>الوقت</translation>
        </message>
        <message>
            <source>%1, peak</source>
            <translation>%1، الذروة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogIndex</name>
        <message>
            <source>%1 at character %2</source>
            <translation>%1 عند الحرف %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogPane</name>
        <message>
            <source>Show lines with (regular expression)</source>
            <translation>عرض الأسطر المطابقة (تعبير نمطي)</translation>
        </message>
        <message>
            <source>Only lines that match this regular expression (Ctrl+F); capitals count if it has one</source>
            <translation>الأسطر التي تطابق هذا التعبير النمطي فقط (Ctrl+F)؛ تُراعى الأحرف الكبيرة إن وُجدت فيه</translation>
        </message>
        <message>
            <source>Leave out lines with</source>
            <translation>استبعاد الأسطر المطابقة</translation>
        </message>
        <message>
            <source>Lines that match this regular expression are not shown</source>
            <translation>لا تُعرض الأسطر التي تطابق هذا التعبير النمطي</translation>
        </message>
        <message>
            <source>All levels</source>
            <translation>كل المستويات</translation>
        </message>
        <message>
            <source>Info and worse</source>
            <translation>معلومات وأسوأ</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>تحذيرات وأخطاء</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>أخطاء</translation>
        </message>
        <message>
            <source>Least level</source>
            <translation>أدنى مستوى</translation>
        </message>
        <message>
            <source>The level is guessed from words such as ERROR or warn at the beginning of a line</source>
            <translation>يُخمَّن المستوى من كلمات مثل ERROR أو warn في أول السطر</translation>
        </message>
        <message>
            <source>No context</source>
            <translation>بلا سياق</translation>
        </message>
        <message>
            <source>± %1 lines</source>
            <translation>± %1 أسطر</translation>
        </message>
        <message>
            <source>Context lines</source>
            <translation>أسطر السياق</translation>
        </message>
        <message>
            <source>Lines shown before and after each line that is found</source>
            <translation>الأسطر المعروضة قبل كل سطر مطابق وبعده</translation>
        </message>
        <message>
            <source>Consoles</source>
            <translation>الطرفيات التسلسلية</translation>
        </message>
        <message>
            <source>Show the serial consoles of the VMs too</source>
            <translation>عرض الطرفيات التسلسلية للآلات أيضاً</translation>
        </message>
        <message>
            <source>From the beginning</source>
            <translation>من البداية</translation>
        </message>
        <message>
            <source>Read the logs whole instead of their last 5000 lines</source>
            <translation>قراءة السجلات كاملة بدلاً من آخر 5000 سطر</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>الأوقات</translation>
        </message>
        <message>
            <source>Show when each line was written</source>
            <translation>عرض وقت كتابة كل سطر</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>إبقاء أحدث سطر ظاهراً (End)</translation>
        </message>
        <message>
            <source>Save the lines that are shown…</source>
            <translation>حفظ الأسطر المعروضة…</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>التعبير النمطي: %1</translation>
        </message>
        <message>
            <source>%1 of %2 lines</source>
            <translation>%1 من %2 أسطر</translation>
        </message>
        <message>
            <source>%1 lines</source>
            <translation>%1 أسطر</translation>
        </message>
        <message>
            <source> · ended</source>
            <translation> · انتهى</translation>
        </message>
        <message>
            <source>Choose containers or VMs to see what they say</source>
            <translation>اختر حاويات أو أجهزة افتراضية لترى ما تقوله</translation>
        </message>
        <message>
            <source>It ended without any output</source>
            <translation>انتهى دون أي مخرجات</translation>
        </message>
        <message>
            <source>No output yet</source>
            <translation>لا مخرجات بعد</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>عرض أسطر %1</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>حفظ السجل</translation>
        </message>
        <message>
            <source>Logs (*.log *.txt);;All files (*)</source>
            <translation>سجلات (*.log *.txt);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>Cannot save the log</source>
            <translation>تعذر حفظ السجل</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>اختر مجلداً آخر</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>حُفظ في %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>No output yet</source>
            <translation>لا مخرجات بعد</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>السجل</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>جارٍ الفحص…</translation>
        </message>
        <message>
            <source>No line passes the filter</source>
            <translation>لا يطابق المرشِّح أي سطر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MainWindow</name>
        <message>
            <source>Try again</source>
            <translation>حاول مجدداً</translation>
        </message>
        <message>
            <source>%1 (Ctrl+%2)</source>
            <translation>%1 (Ctrl+%2)</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>المحرك جاهز</translation>
        </message>
        <message>
            <source>VMs: %1</source>
            <translation>الآلات: %1</translation>
        </message>
        <message>
            <source>Engine not available</source>
            <translation>المحرك غير متاح</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>جارٍ فتح المحرك…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MergedLog</name>
        <message>
            <source>Filter: word  -word  /regular expression/</source>
            <translation>تصفية: كلمة  -كلمة  /تعبير نمطي/</translation>
        </message>
        <message>
            <source>Filter the log</source>
            <translation>تصفية السجل</translation>
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation>الأسطر التي فيها كل الكلمات؛ -كلمة تستبعد أسطراً؛ /…/ تعبير نمطي</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>إبقاء أحدث سطر ظاهراً (End)</translation>
        </message>
        <message>
            <source>Log of the stack</source>
            <translation>سجل المجموعة</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>عرض أسطر %1</translation>
        </message>
        <message>
            <source>Choose the services whose lines are shown</source>
            <translation>اختر الخدمات التي تُعرض سطورها</translation>
        </message>
        <message>
            <source>%1 of %2 services</source>
            <translation>%1 من %2 خدمات</translation>
        </message>
        <message>
            <source>All</source>
            <translation>الكل</translation>
        </message>
        <message>
            <source>None</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>التعبير النمطي: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkMap</name>
        <message>
            <source>Ports of this machine</source>
            <translation>منافذ هذا الحاسوب</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>الشبكات</translation>
        </message>
        <message>
            <source>Containers and VMs</source>
            <translation>الحاويات والآلات</translation>
        </message>
        <message>
            <source>Map of the networks</source>
            <translation>خريطة الشبكات</translation>
        </message>
        <message>
            <source>The table beside it has the same</source>
            <translation>الجدول بجانبها يحوي الشيء نفسه</translation>
        </message>
        <message>
            <source>Click a network to select it, double-click a container or VM to open it</source>
            <translation>انقر شبكة لتحديدها، وانقر حاوية أو آلة مرتين لفتحها</translation>
        </message>
        <message>
            <source>%1 · internal</source>
            <translation>%1 · داخلية</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkTab</name>
        <message>
            <source>Disconnect</source>
            <translation>فصل</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>وصل…</translation>
        </message>
        <message>
            <source>Put it on one more network, running or not</source>
            <translation>إضافته إلى شبكة أخرى، سواء كان يعمل أم لا</translation>
        </message>
        <message>
            <source>Take it off the selected network</source>
            <translation>إخراجه من الشبكة المحددة</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>عرض على الخريطة</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>الشبكات</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>الشبكة الفرعية</translation>
        </message>
        <message>
            <source>Gateway</source>
            <translation>البوابة</translation>
        </message>
        <message>
            <source>Published ports</source>
            <translation>المنافذ المنشورة</translation>
        </message>
        <message>
            <source>On this machine</source>
            <translation>على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>في الداخل</translation>
        </message>
        <message>
            <source>not published</source>
            <translation>غير منشور</translation>
        </message>
        <message>
            <source>It does not run: addresses are given at the start</source>
            <translation>لا يعمل: تُعطى العناوين عند البدء</translation>
        </message>
        <message>
            <source>User-mode network: it reaches out, and its published ports lead in</source>
            <translation>شبكة بنمط المستخدم: تصل إلى الخارج، ومنافذها المنشورة تقود إلى الداخل</translation>
        </message>
        <message>
            <source>It is on no network of its own</source>
            <translation>ليس على شبكة خاصة به</translation>
        </message>
        <message>
            <source>Connect %1</source>
            <translation>وصل %1</translation>
        </message>
        <message>
            <source>It gets one more interface, running or not.</source>
            <translation>يحصل على واجهة إضافية، سواء كان يعمل أم لا.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>وصل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworksPage</name>
        <message>
            <source>New network…</source>
            <translation>شبكة جديدة…</translation>
        </message>
        <message>
            <source>Make a network of its own for some containers (Ctrl+N)</source>
            <translation>إنشاء شبكة خاصة لبعض الحاويات (Ctrl+N)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>Inspect, clean up and repair (Alt+M)</source>
            <translation>الفحص والتنظيف والإصلاح (Alt+M)</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>الشبكات</translation>
        </message>
        <message>
            <source>All networks; select one to see what is on it</source>
            <translation>كل الشبكات؛ حدد واحدة لترى ما عليها</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>الشبكة الفرعية</translation>
        </message>
        <message>
            <source>On it</source>
            <translation>عليها</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>وصل…</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>فصل</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Containers and VMs on the network</source>
            <translation>الحاويات والآلات على الشبكة</translation>
        </message>
        <message>
            <source>What is on the selected network, with its addresses</source>
            <translation>ما على الشبكة المحددة مع عناوينه</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>حاوية أو آلة</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>%1 · %2 on them</source>
            <translation>%1 · %2 عليها</translation>
        </message>
        <message>
            <source>network</source>
            <translation>شبكة</translation>
        </message>
        <message>
            <source>networks</source>
            <translation>شبكات</translation>
        </message>
        <message>
            <source>container or VM</source>
            <translation>حاوية أو آلة</translation>
        </message>
        <message>
            <source>containers and VMs</source>
            <translation>حاويات وآلات</translation>
        </message>
        <message>
            <source>gateway %1</source>
            <translation>البوابة %1</translation>
        </message>
        <message>
            <source>no way out</source>
            <translation>لا مخرج</translation>
        </message>
        <message>
            <source>This network is always there</source>
            <translation>هذه الشبكة موجودة دائماً</translation>
        </message>
        <message>
            <source>Disconnect what is on it first</source>
            <translation>افصل ما عليها أولاً</translation>
        </message>
        <message>
            <source>Delete the network (Delete)
%1</source>
            <translation>حذف الشبكة (Delete)
%1</translation>
        </message>
        <message>
            <source>Put a container on this network
%1</source>
            <translation>وضع حاوية على هذه الشبكة
%1</translation>
        </message>
        <message>
            <source>Take the selected container off this network
%1</source>
            <translation>إخراج الحاوية المحددة من هذه الشبكة
%1</translation>
        </message>
        <message>
            <source>New network</source>
            <translation>شبكة جديدة</translation>
        </message>
        <message>
            <source>Containers on one network find each other by name.</source>
            <translation>الحاويات على شبكة واحدة تجد بعضها بالاسم.</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>إنشاء</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>يُختار تلقائياً</translation>
        </message>
        <message>
            <source>Internal: no way out of this machine</source>
            <translation>داخلية: لا مخرج من هذا الحاسوب</translation>
        </message>
        <message>
            <source>Containers on it reach each other only</source>
            <translation>الحاويات عليها لا تصل إلا إلى بعضها</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>إزالة %1؟</translation>
        </message>
        <message>
            <source>Containers that name it cannot start any more.</source>
            <translation>الحاويات التي تذكرها لن تستطيع البدء بعد ذلك.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Connect to %1</source>
            <translation>الوصل بـ %1</translation>
        </message>
        <message>
            <source>The container gets one more interface, running or not.</source>
            <translation>تحصل الحاوية على واجهة إضافية، سواء كانت تعمل أم لا.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>وصل</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NodeCard</name>
        <message>
            <source>not created</source>
            <translation>لم يُنشأ</translation>
        </message>
        <message>
            <source>%1 replicas</source>
            <translation>%1 نسخ</translation>
        </message>
        <message>
            <source>built here</source>
            <translation>تُبنى هنا</translation>
        </message>
        <message>
            <source>profile off</source>
            <translation>الملف الشخصي متوقف</translation>
        </message>
        <message>
            <source>health check</source>
            <translation>فحص السلامة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Notifier</name>
        <message>
            <source>%1 failed</source>
            <translation>فشل %1</translation>
        </message>
        <message>
            <source>%1 is unhealthy</source>
            <translation>%1 غير سليم</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Show logs</source>
            <translation>عرض السجلات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::OverviewPage</name>
        <message>
            <source>Run side by side</source>
            <translation>تشغيل جنباً إلى جنب</translation>
        </message>
        <message>
            <source>Go to the comparison of the demo image</source>
            <translation>اذهب إلى مقارنة صورة العرض</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>Virtual machines</source>
            <translation>الآلات الافتراضية</translation>
        </message>
        <message>
            <source>Memory of workloads</source>
            <translation>ذاكرة الأعمال</translation>
        </message>
        <message>
            <source>CPU of workloads</source>
            <translation>معالج الأعمال</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>يحتاج انتباهاً</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>نظرة عامة</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 متوقفة</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>فشل %1</translation>
        </message>
        <message>
            <source>none stopped</source>
            <translation>لا متوقفة</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>معالجات</translation>
        </message>
        <message>
            <source>The engine is not available</source>
            <translation>المحرك غير متاح</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>جارٍ فتح المحرك…</translation>
        </message>
        <message>
            <source>of %1 · %2</source>
            <translation>من %1 · %2</translation>
        </message>
        <message>
            <source>of %1 · 100 % is one CPU</source>
            <translation>من %1 · ‏100 % معالج واحد</translation>
        </message>
        <message>
            <source>%1 more failed</source>
            <translation>فشل %1 أخرى</translation>
        </message>
        <message>
            <source>The page Workloads lists them.</source>
            <translation>تعرضها صفحة أحمال العمل.</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>التفاصيل</translation>
        </message>
        <message>
            <source>Details: %1</source>
            <translation>التفاصيل: %1</translation>
        </message>
        <message>
            <source>Open its details (Enter, or double click on the line)</source>
            <translation>فتح التفاصيل (Enter أو النقر المزدوج على السطر)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Palette</name>
        <message>
            <source>Page</source>
            <translation>صفحة</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>إجراء</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>إعداد</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>مجموعة</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>إيقاف %1</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>بدء %1</translation>
        </message>
        <message>
            <source>Restart %1</source>
            <translation>إعادة تشغيل %1</translation>
        </message>
        <message>
            <source>Pause %1</source>
            <translation>إيقاف %1 مؤقتًا</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <translation>استئناف %1</translation>
        </message>
        <message>
            <source>Kill %1</source>
            <translation>إنهاء %1 قسرًا</translation>
        </message>
        <message>
            <source>Logs of %1</source>
            <translation>سجلات %1</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>إزالة %1</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>مقارنة %1 كحاوية وكآلة</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>تشغيل %1</translation>
        </message>
        <message>
            <source>stack compose</source>
            <translation>مجموعة compose</translation>
        </message>
        <message>
            <source>image</source>
            <translation>صورة</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>network</source>
            <translation>شبكة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PaletteDialog</name>
        <message>
            <source>Command palette</source>
            <translation>لوحة الأوامر</translation>
        </message>
        <message>
            <source>Search containers, VMs, images, stacks, actions and settings</source>
            <translation>ابحث في الحاويات والآلات والصور والمجموعات والإجراءات والإعدادات</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>ابحث عن أي شيء</translation>
        </message>
        <message>
            <source>Type letters of a name or an action: “stp web” finds “Stop web”</source>
            <translation>اكتب حروفاً من اسم أو إجراء: «stp web» يجد «Stop web»</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>النتائج</translation>
        </message>
        <message>
            <source>Enter takes the marked one</source>
            <translation>مفتاح الإدخال يأخذ المحدد</translation>
        </message>
        <message>
            <source>Nothing fits. Try fewer letters.</source>
            <translation>لا شيء يطابق. جرب حروفاً أقل.</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line (Ctrl+Enter)</source>
            <translation>نسخ سطر الأوامر (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>نُسخ: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PartsChart</name>
        <message>
            <source>%1, total</source>
            <translation>%1، المجموع</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>جزء</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PlanSheet</name>
        <message>
            <source>create</source>
            <translation>إنشاء</translation>
        </message>
        <message>
            <source>recreate</source>
            <translation>إعادة إنشاء</translation>
        </message>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>keep</source>
            <translation>إبقاء</translation>
        </message>
        <message>
            <source>build</source>
            <translation>بناء</translation>
        </message>
        <message>
            <source>pull</source>
            <translation>سحب</translation>
        </message>
        <message>
            <source>change</source>
            <translation>تغيير</translation>
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation>تشغيل %1</translation>
        </message>
        <message>
            <source>Take %1 down</source>
            <translation>إنزال %1</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>إيقاف %1</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>بدء %1</translation>
        </message>
        <message>
            <source>Restart %1</source>
            <translation>إعادة تشغيل %1</translation>
        </message>
        <message>
            <source>%1 to build</source>
            <translation>%1 للبناء</translation>
        </message>
        <message>
            <source>%1 to pull</source>
            <translation>%1 للسحب</translation>
        </message>
        <message>
            <source>%1 to create</source>
            <translation>%1 للإنشاء</translation>
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation>%1 لإعادة الإنشاء</translation>
        </message>
        <message>
            <source>%1 to start</source>
            <translation>%1 للبدء</translation>
        </message>
        <message>
            <source>%1 to stop</source>
            <translation>%1 للإيقاف</translation>
        </message>
        <message>
            <source>%1 to remove</source>
            <translation>%1 للإزالة</translation>
        </message>
        <message>
            <source>%1 other changes</source>
            <translation>%1 تغييرات أخرى</translation>
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation>%1 تبقى كما هي</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>لا شيء للعمل</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>الخطة</translation>
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation>إزالة وحدات تخزينها أيضاً</translation>
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation>تُفقد البيانات في وحدات التخزين المسماة لهذه المجموعة</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>إغلاق دون فعل شيء (Esc)</translation>
        </message>
        <message>
            <source>Working out what changes…</source>
            <translation>جارٍ تحديد ما يتغير…</translation>
        </message>
        <message>
            <source>Take down</source>
            <translation>إنزال</translation>
        </message>
        <message>
            <source>Bring up</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>إعادة تشغيل</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>%1 (Enter)</source>
            <translation>%1 (Enter)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Preferences</name>
        <message>
            <source>Theme</source>
            <translation>السمة</translation>
        </message>
        <message>
            <source>How the window looks</source>
            <translation>مظهر النافذة</translation>
        </message>
        <message>
            <source>appearance dark light colour</source>
            <translation>مظهر داكن فاتح لون</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>داكن</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>اللغة</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>لغة النافذة</translation>
        </message>
        <message>
            <source>translation locale Deutsch English</source>
            <translation>ترجمة لغة Deutsch English</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>كالنظام</translation>
        </message>
        <message>
            <source>Time to undo a removal</source>
            <translation>مهلة التراجع عن الإزالة</translation>
        </message>
        <message>
            <source>Seconds that a removal waits and can be taken back; 0 removes at once, after a question</source>
            <translation>الثواني التي تنتظرها الإزالة ويمكن التراجع خلالها؛ 0 يزيل فوراً بعد سؤال</translation>
        </message>
        <message>
            <source>delete grace bin trash</source>
            <translation>حذف مهلة سلة</translation>
        </message>
        <message>
            <source>Notices of the desktop</source>
            <translation>إشعارات سطح المكتب</translation>
        </message>
        <message>
            <source>Tell when something fails or ends while the window is not in front</source>
            <translation>الإخبار عند فشل أو انتهاء شيء والنافذة ليست في المقدمة</translation>
        </message>
        <message>
            <source>notifications alert message</source>
            <translation>إشعارات تنبيه رسالة</translation>
        </message>
        <message>
            <source>Icon beside the clock</source>
            <translation>أيقونة بجانب الساعة</translation>
        </message>
        <message>
            <source>Keep running there when the window is closed, with what runs in its menu</source>
            <translation>الاستمرار هناك عند إغلاق النافذة، مع ما يعمل في القائمة</translation>
        </message>
        <message>
            <source>tray background autostart</source>
            <translation>شريط خلفية تشغيل تلقائي</translation>
        </message>
        <message>
            <source>This is no file of Catamaran's settings</source>
            <translation>ليس هذا ملف إعدادات Catamaran</translation>
        </message>
        <message>
            <source>The file is of a newer version</source>
            <translation>الملف من إصدار أحدث</translation>
        </message>
        <message>
            <source>There is no setting “%1”</source>
            <translation>لا يوجد إعداد «%1»</translation>
        </message>
        <message>
            <source>“%1” is no value of %2</source>
            <translation>«%1» ليست قيمة لـ %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PreferencesCard</name>
        <message>
            <source>Preferences</source>
            <translation>التفضيلات</translation>
        </message>
        <message>
            <source>Save the settings to a file</source>
            <translation>حفظ الإعدادات في ملف</translation>
        </message>
        <message>
            <source>Take settings from a file</source>
            <translation>أخذ الإعدادات من ملف</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>بحث في الإعدادات</translation>
        </message>
        <message>
            <source>Words of a setting, or of what it is about (Ctrl+F)</source>
            <translation>كلمات من إعداد أو مما يتعلق به (Ctrl+F)</translation>
        </message>
        <message>
            <source>No setting has these words</source>
            <translation>لا إعداد فيه هذه الكلمات</translation>
        </message>
        <message>
            <source> s</source>
            <translation> ث</translation>
        </message>
        <message>
            <source>Save the settings</source>
            <translation>حفظ الإعدادات</translation>
        </message>
        <message>
            <source>Settings (*.json)</source>
            <translation>الإعدادات (*.json)</translation>
        </message>
        <message>
            <source>Settings saved</source>
            <translation>حُفظت الإعدادات</translation>
        </message>
        <message>
            <source>Cannot write %1: %2</source>
            <translation>تعذرت كتابة %1: %2</translation>
        </message>
        <message>
            <source>Settings (*.json);;All files (*)</source>
            <translation>الإعدادات (*.json);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>Cannot read %1: %2</source>
            <translation>تعذرت قراءة %1: %2</translation>
        </message>
        <message>
            <source>Settings taken</source>
            <translation>أُخذت الإعدادات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation>ينتظر دوره</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>لا تشغيل بعد</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>إحماء</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>التشغيل %1 من %2</translation>
        </message>
        <message>
            <source>running</source>
            <translation>يعمل</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>النقر المزدوج أو Enter يفتح تفاصيل ما أُبقي</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>سباق</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RampChart</name>
        <message>
            <source>Memory of all instances</source>
            <translation>ذاكرة كل النسخ</translation>
        </message>
        <message>
            <source>Start of the last instance</source>
            <translation>بدء آخر نسخة</translation>
        </message>
        <message>
            <source>&amp;nbsp;&amp;nbsp; over the number that runs</source>
            <translation>&amp;nbsp;&amp;nbsp; مقابل عدد ما يعمل</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>الهيكل</translation>
        </message>
        <message>
            <source>Instances</source>
            <translation>النسخ</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RangeBar</name>
        <message>
            <source>Live</source>
            <translation>مباشر</translation>
        </message>
        <message>
            <source>15 min</source>
            <translation>15 دقيقة</translation>
        </message>
        <message>
            <source>1 h</source>
            <translation>ساعة</translation>
        </message>
        <message>
            <source>6 h</source>
            <translation>6 ساعات</translation>
        </message>
        <message>
            <source>24 h</source>
            <translation>24 ساعة</translation>
        </message>
        <message>
            <source>The last minute, as it is measured</source>
            <translation>الدقيقة الأخيرة كما تُقاس</translation>
        </message>
        <message>
            <source>The last 15 minutes</source>
            <translation>آخر 15 دقيقة</translation>
        </message>
        <message>
            <source>The last hour</source>
            <translation>الساعة الأخيرة</translation>
        </message>
        <message>
            <source>The last 6 hours</source>
            <translation>آخر 6 ساعات</translation>
        </message>
        <message>
            <source>The last 24 hours</source>
            <translation>آخر 24 ساعة</translation>
        </message>
        <message>
            <source>Whole range</source>
            <translation>النطاق كله</translation>
        </message>
        <message>
            <source>Back from the zoom (0, or a double click on a chart)</source>
            <translation>العودة من التكبير (0 أو نقر مزدوج على رسم بياني)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ReviewSheet</name>
        <message>
            <source>and %1 more</source>
            <translation>و%1 أخرى</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>نسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>إغلاق دون فعل شيء (Esc)</translation>
        </message>
        <message>
            <source>Do it</source>
            <translation>نفّذ</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RunDialog</name>
        <message>
            <source>Run an image</source>
            <translation>تشغيل صورة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>An image of this computer</source>
            <translation>صورة على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Run as a container</source>
            <translation>تشغيل كحاوية</translation>
        </message>
        <message>
            <source>Virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>Run as a virtual machine</source>
            <translation>تشغيل كآلة افتراضية</translation>
        </message>
        <message>
            <source>Virtual machine (%1)</source>
            <translation>آلة افتراضية (%1)</translation>
        </message>
        <message>
            <source>As</source>
            <translation>كـ</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>made up when empty</source>
            <translation>يُختار تلقائياً إن تُرك فارغاً</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>host:inner, for example 8080:80</source>
            <translation>المضيف:الداخل، مثلاً 8080:80</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>the image's own when empty</source>
            <translation>أمر الصورة إن تُرك فارغاً</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Choose an image and at least one hull</source>
            <translation>اختر صورة وهيكلاً واحداً على الأقل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScanTab</name>
        <message>
            <source>Critical</source>
            <translation>حرج</translation>
        </message>
        <message>
            <source>High</source>
            <translation>مرتفع</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>متوسط</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>منخفض</translation>
        </message>
        <message>
            <source>Negligible</source>
            <translation>ضئيل</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>غير معروف</translation>
        </message>
        <message>
            <source>Not scanned yet</source>
            <translation>لم تُفحص بعد</translation>
        </message>
        <message>
            <source>Holds its packages against published advisories (OSV, the Debian tracker). They are fetched once a day; nothing about the image leaves this computer.</source>
            <translation>يقارن حزمها بالتنبيهات الأمنية المنشورة (OSV ومتتبّع Debian). تُجلب مرة في اليوم؛ ولا يغادر هذا الحاسوبَ شيء عن الصورة.</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>The scan failed</source>
            <translation>فشل الفحص</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>حاول مجدداً</translation>
        </message>
        <message>
            <source>Nothing is known against it</source>
            <translation>لا يُعرف عنها شيء سيئ</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>فحص من جديد</translation>
        </message>
        <message>
            <source>With advisories of a file…</source>
            <translation>بتنبيهات من ملف…</translation>
        </message>
        <message>
            <source>OSV JSON (a file or a zip) or the Debian tracker's JSON; nothing is fetched then</source>
            <translation>ملف OSV JSON (أو zip) أو JSON متتبّع Debian؛ ولا يُجلب شيء حينها</translation>
        </message>
        <message>
            <source>Scanning…</source>
            <translation>يجري الفحص…</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>يجري الفحص</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>End the scan; what was fetched is kept</source>
            <translation>إنهاء الفحص؛ ويبقى ما جُلب</translation>
        </message>
        <message>
            <source>Ending…</source>
            <translation>يُنهى…</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>تصفية</translation>
        </message>
        <message>
            <source>Filter vulnerabilities</source>
            <translation>تصفية الثغرات</translation>
        </message>
        <message>
            <source>Filter by package, version, advisory or words of it</source>
            <translation>صفّ بالحزمة أو الإصدار أو التنبيه أو كلماته</translation>
        </message>
        <message>
            <source>Which of them</source>
            <translation>أيّها</translation>
        </message>
        <message>
            <source>Show those of this severity and above</source>
            <translation>أظهر هذه الخطورة فما فوقها</translation>
        </message>
        <message>
            <source>All</source>
            <translation>الكل</translation>
        </message>
        <message>
            <source>%1 and above</source>
            <translation>%1 فما فوق</translation>
        </message>
        <message>
            <source>With a fix</source>
            <translation>لها إصلاح</translation>
        </message>
        <message>
            <source>Vulnerabilities</source>
            <translation>الثغرات</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>الخطورة</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>الحزمة</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>الإصدار</translation>
        </message>
        <message>
            <source>Fixed in</source>
            <translation>أُصلحت في</translation>
        </message>
        <message>
            <source>Advisories</source>
            <translation>التنبيهات الأمنية</translation>
        </message>
        <message>
            <source>Advisories (*.json *.zip);;All files (*)</source>
            <translation>التنبيهات الأمنية (*.json *.zip);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>%1 held against %2 advisories, %3</source>
            <translation>قورنت %1 بـ %2 من التنبيهات، %3</translation>
        </message>
        <message>
            <source>package</source>
            <translation>حزمة</translation>
        </message>
        <message>
            <source>packages</source>
            <translation>حزم</translation>
        </message>
        <message>
            <source>It has no packages that could be held against advisories.</source>
            <translation>ليس فيها حزم تُقارن بالتنبيهات.</translation>
        </message>
        <message>
            <source>%1 with a fix</source>
            <translation>%1 لها إصلاح</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>لا يوجد بعد</translation>
        </message>
        <message>
            <source>None of them fits the filter</source>
            <translation>لا شيء منها يطابق التصفية</translation>
        </message>
        <message>
            <source>The advisory says no more</source>
            <translation>لا يقول التنبيه أكثر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenLink</name>
        <message>
            <source>The screen's server did not answer as RFB asks for.</source>
            <translation>لم يُجب خادم الشاشة كما يطلب RFB.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenPanel</name>
        <message>
            <source>Fit</source>
            <translation>ملاءمة</translation>
        </message>
        <message>
            <source>Fit the screen into the window</source>
            <translation>ملاءمة الشاشة مع النافذة</translation>
        </message>
        <message>
            <source>Fit the screen into the window; without it, one pixel is one pixel</source>
            <translation>ملاءمة الشاشة مع النافذة؛ وإلا فكل بكسل ببكسل</translation>
        </message>
        <message>
            <source>Share the clipboard</source>
            <translation>مشاركة الحافظة</translation>
        </message>
        <message>
            <source>Off, the VM neither sees nor changes what you copy</source>
            <translation>عند الإيقاف لا ترى الآلة ما تنسخه ولا تغيّره</translation>
        </message>
        <message>
            <source>Paste as keys</source>
            <translation>لصق كضغطات مفاتيح</translation>
        </message>
        <message>
            <source>Types the text of the clipboard into the VM, key by key</source>
            <translation>يكتب نص الحافظة في الآلة مفتاحًا مفتاحًا</translation>
        </message>
        <message>
            <source>Send keys</source>
            <translation>إرسال مفاتيح</translation>
        </message>
        <message>
            <source>Key chords that the desktop would take for itself</source>
            <translation>تركيبات مفاتيح يأخذها سطح المكتب لنفسه</translation>
        </message>
        <message>
            <source>Own window</source>
            <translation>نافذة مستقلة</translation>
        </message>
        <message>
            <source>Shows the screen in a window of its own; closing it brings it back</source>
            <translation>يعرض الشاشة في نافذة مستقلة؛ وإغلاقها يعيدها</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>إعادة الاتصال</translation>
        </message>
        <message>
            <source>Closes the connection to the screen and opens another</source>
            <translation>يغلق الاتصال بالشاشة ويفتح آخر</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>لا تعمل</translation>
        </message>
        <message>
            <source>Start the VM to see its screen.</source>
            <translation>شغّل الآلة لترى شاشتها.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>جارٍ الاتصال…</translation>
        </message>
        <message>
            <source>No screen</source>
            <translation>لا شاشة</translation>
        </message>
        <message>
            <source>Connected, %1 × %2</source>
            <translation>متصل، %1 × %2</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>انقطع الاتصال</translation>
        </message>
        <message>
            <source>The VM has closed its screen.</source>
            <translation>أغلقت الآلة شاشتها.</translation>
        </message>
        <message>
            <source>%1 - screen</source>
            <translation>%1 - الشاشة</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>إعادة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenView</name>
        <message>
            <source>Screen of the VM</source>
            <translation>شاشة الآلة</translation>
        </message>
        <message>
            <source>Click to type into the VM; press and let go Ctrl+Alt to leave it</source>
            <translation>انقر للكتابة في الآلة؛ اضغط Ctrl+Alt واتركهما للخروج</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Session</name>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>restart</source>
            <translation>إعادة تشغيل</translation>
        </message>
        <message>
            <source>pause</source>
            <translation>إيقاف مؤقت</translation>
        </message>
        <message>
            <source>resume</source>
            <translation>استئناف</translation>
        </message>
        <message>
            <source>kill</source>
            <translation>إنهاء</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>started</source>
            <translation>بدأ</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>توقف</translation>
        </message>
        <message>
            <source>restarted</source>
            <translation>أُعيد تشغيله</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>متوقف مؤقتاً</translation>
        </message>
        <message>
            <source>resumed</source>
            <translation>استؤنف</translation>
        </message>
        <message>
            <source>killed</source>
            <translation>أُنهي قسرًا</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>أُزيل</translation>
        </message>
        <message>
            <source>The engine could not be opened</source>
            <translation>تعذر فتح المحرك</translation>
        </message>
        <message>
            <source>Cannot list the workloads</source>
            <translation>تعذر سرد الأعمال</translation>
        </message>
        <message>
            <source>Cannot list the images</source>
            <translation>تعذر سرد الصور</translation>
        </message>
        <message>
            <source>Cannot %1 %2</source>
            <translation>تعذر %1 %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Cannot run %1</source>
            <translation>تعذر تشغيل %1</translation>
        </message>
        <message>
            <source>%1 is running</source>
            <translation>%1 يعمل</translation>
        </message>
        <message>
            <source>Starting %1…</source>
            <translation>جارٍ بدء %1…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SettingsPage</name>
        <message>
            <source>The settings were not taken over</source>
            <translation>لم تؤخذ الإعدادات</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>هذا الحاسوب</translation>
        </message>
        <message>
            <source>What this computer can do</source>
            <translation>ما يستطيعه هذا الحاسوب</translation>
        </message>
        <message>
            <source>Look, this computer, and about Catamaran</source>
            <translation>المظهر وهذا الحاسوب وحول Catamaran</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>About Catamaran</source>
            <translation>حول Catamaran</translation>
        </message>
        <message>
            <source>Containers and light VMs side by side. Free software under the GNU General Public License, version 3 or later. Icons by Lucide (ISC), typefaces Inter and JetBrains Mono (OFL).</source>
            <translation>حاويات وآلات افتراضية خفيفة جنباً إلى جنب. برنامج حر بموجب رخصة جنو العمومية، الإصدار 3 أو أحدث. أيقونات Lucide ‏(ISC) وخطوط Inter وJetBrains Mono ‏(OFL).</translation>
        </message>
        <message>
            <source>No daemon, no telemetry: nothing leaves this computer that you did not ask for. The texts of the licences lie in /usr/share/doc/catamaran.</source>
            <translation>لا خدمة خلفية ولا قياس عن بعد: لا يغادر هذا الحاسوب شيء لم تطلبه. نصوص التراخيص في /usr/share/doc/catamaran.</translation>
        </message>
        <message>
            <source>Catamaran</source>
            <translation>Catamaran</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>الحاسوب</translation>
        </message>
        <message>
            <source>System</source>
            <translation>النظام</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>النواة</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>معالجات</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>VMs run by</source>
            <translation>تُشغَّل الآلات بـ</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>لأن</translation>
        </message>
        <message>
            <source>QEMU</source>
            <translation>QEMU</translation>
        </message>
        <message>
            <source>libvirt</source>
            <translation>libvirt</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>جاهز</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>مفقود</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SidePanel</name>
        <message>
            <source>Volumes</source>
            <translation>وحدات التخزين</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>الشبكات</translation>
        </message>
        <message>
            <source>Secrets</source>
            <translation>الأسرار</translation>
        </message>
        <message>
            <source>Configs</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>error</source>
            <translation>خطأ</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>أخطاء</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>تحذير</translation>
        </message>
        <message>
            <source>warnings</source>
            <translation>تحذيرات</translation>
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation>عرض الموضع في الملف</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>النسخ</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation>المنافذ · %1 مشغولة</translation>
        </message>
        <message>
            <source>Taken by %1</source>
            <translation>يشغله %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SnapshotsTab</name>
        <message>
            <source>Go back to it…</source>
            <translation>العودة إليها…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Take a snapshot…</source>
            <translation>أخذ لقطة…</translation>
        </message>
        <message>
            <source>Keep the disks, and the memory when it runs</source>
            <translation>تُحفظ الأقراص، والذاكرة عندما تعمل</translation>
        </message>
        <message>
            <source>What happened since the selected snapshot is lost</source>
            <translation>يُفقد ما حدث منذ اللقطة المحددة</translation>
        </message>
        <message>
            <source>Delete the selected snapshot; the VM stays as it is</source>
            <translation>حذف اللقطة المحددة؛ تبقى الآلة كما هي</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>اللقطات</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>اللقطة</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>أُخذت</translation>
        </message>
        <message>
            <source>State then</source>
            <translation>الحالة حينها</translation>
        </message>
        <message>
            <source>Based on</source>
            <translation>مبنية على</translation>
        </message>
        <message>
            <source>What for</source>
            <translation>الغرض</translation>
        </message>
        <message>
            <source>%1 · current</source>
            <translation>%1 · الحالية</translation>
        </message>
        <message>
            <source>%1, with memory</source>
            <translation>%1، مع الذاكرة</translation>
        </message>
        <message>
            <source>No snapshots yet</source>
            <translation>لا لقطات بعد</translation>
        </message>
        <message>
            <source>Snapshot of %1</source>
            <translation>لقطة من %1</translation>
        </message>
        <message>
            <source>Disks are kept, and the memory while it runs.</source>
            <translation>تُحفظ الأقراص، والذاكرة أثناء العمل.</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>أخذها</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Go back to %1?</source>
            <translation>العودة إلى %1؟</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>إزالة %1؟</translation>
        </message>
        <message>
            <source>What %1 did since then is lost.</source>
            <translation>يُفقد ما فعلته %1 منذ ذلك الحين.</translation>
        </message>
        <message>
            <source>The VM stays as it is; this point cannot be gone back to any more.</source>
            <translation>تبقى الآلة كما هي؛ ولا يمكن العودة إلى هذه النقطة بعد ذلك.</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>عودة</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackList</name>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackPanel</name>
        <message>
            <source>Restart</source>
            <translation>إعادة تشغيل</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>إنزال</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation>إيقاف ما يجري؛ يبقى ما تم</translation>
        </message>
        <message>
            <source>The same on the command line</source>
            <translation>الشيء نفسه في سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>نسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation>نُسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>الرسم</translation>
        </message>
        <message>
            <source>File</source>
            <translation>الملف</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation>البدء</translation>
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation>معالج المجموعة</translation>
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation>ذاكرة المجموعة</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>الموارد</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>ما الذي سيتغير</translation>
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation>مقارنة الملف المحرر بما يعمل (Ctrl+Return)</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>تراجع</translation>
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation>العودة إلى الملف كما هو على القرص</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation>حفظ الملف (Ctrl+S)</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>الملفات الشخصية</translation>
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation>تشغيل الملف الشخصي %1 أو إيقافه</translation>
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation>أخذ المتغيرات من الملف .env</translation>
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation>للبدء الأخير في هذه النافذة</translation>
        </message>
        <message>
            <source>created to started</source>
            <translation>من الإنشاء إلى البدء</translation>
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation>شغّل المجموعة لتراه</translation>
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation>من أوقات إنشاء الحاويات وبدئها</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>مجموعة</translation>
        </message>
        <message>
            <source>working</source>
            <translation>جارٍ العمل</translation>
        </message>
        <message>
            <source>not valid</source>
            <translation>غير صالح</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>غير مشغل</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation>ملف هذه المجموعة غير معروف هنا</translation>
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation>محرر وغير محفوظ. التشغيل يحفظه أولاً.</translation>
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation>%1 تعمل بعد %2</translation>
        </message>
        <message>
            <source>%1 is up</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>%1 is down</source>
            <translation>أُنزلت %1</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 متوقفة</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation>بدأت %1</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>تفاصيل %1</translation>
        </message>
        <message>
            <source>Log of %1</source>
            <translation>سجل %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation>معاً %1</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>قبل ثوانٍ</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>الوقت</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>معاً</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation>لصق</translation>
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation>فتح ملف Compose أو العنوان أو المسار في الحافظة (Ctrl+Shift+V)</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>فتح…</translation>
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation>فتح ملف Compose أو أرشيف (Ctrl+O)</translation>
        </message>
        <message>
            <source>No stack yet</source>
            <translation>لا مجموعات بعد</translation>
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation>أفلت ملف Compose أو مجلده أو أرشيفاً أو عنواناً أو نص YAML في أي مكان على هذه النافذة. ترى ما فيه قبل أن يبدأ شيء.</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>فتح ملف…</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation>فتح مجموعة</translation>
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation>ملفات Compose وأرشيفات (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation>لا مجموعة في الحافظة</translation>
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation>انسخ ملف Compose أو مساره أو عنوانه</translation>
        </message>
        <message>
            <source>%1 up</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>recent file</source>
            <translation>ملف حديث</translation>
        </message>
        <message>
            <source>recent files</source>
            <translation>ملفات حديثة</translation>
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation>ملفات Compose: عاينها أولاً ثم شغّلها</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation>البدء</translation>
        </message>
        <message>
            <source>%1 median %2</source>
            <translation>%1 الوسيط %2</translation>
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation>%1
الوسيط %2
نصف مرات التشغيل %3 إلى %4
كل المرات %5 إلى %6</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>مللي ثانية، مقياس لوغاريتمي</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>الهيكل</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>الوسيط</translation>
        </message>
        <message>
            <source>25 %</source>
            <translation>25 %</translation>
        </message>
        <message>
            <source>75 %</source>
            <translation>75 %</translation>
        </message>
        <message>
            <source>Min</source>
            <translation>الأدنى</translation>
        </message>
        <message>
            <source>Max</source>
            <translation>الأقصى</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>مرات التشغيل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation>ينتظر</translation>
        </message>
        <message>
            <source>create</source>
            <translation>إنشاء</translation>
        </message>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>حتى يصبح سليماً</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation>البدء</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>مخطط: %1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation>الشبكات ووحدات التخزين</translation>
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation>┄ ينتظر ما يعتمد عليه</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <translation>%1، فشل</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>جزء</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>الخطوة</translation>
        </message>
        <message>
            <source>From</source>
            <translation>من</translation>
        </message>
        <message>
            <source>To</source>
            <translation>إلى</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>استغرق</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StatsTab</name>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>مستلم</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>مرسل</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>قراءة</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>كتابة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Stepper</name>
        <message>
            <source>One replica of %1 less</source>
            <translation>نسخة أقل من %1</translation>
        </message>
        <message>
            <source>One replica of %1 more</source>
            <translation>نسخة أكثر من %1</translation>
        </message>
        <message>
            <source>Replicas of %1</source>
            <translation>نسخ %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SummaryTab</name>
        <message>
            <source>What it is</source>
            <translation>ما هو</translation>
        </message>
        <message>
            <source>How it is</source>
            <translation>كيف حاله</translation>
        </message>
        <message>
            <source>What it takes</source>
            <translation>ما يستهلكه</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>الوسوم</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>المعرف</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>State</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>يعمل منذ</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>آخر بدء</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>رمز الخروج</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>الصحة</translation>
        </message>
        <message>
            <source>no check</source>
            <translation>لا فحص</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>none</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>ملاحظة</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>أنشأه برنامج آخر؛ يمكن مراقبته وإيقافه هنا.</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>القرص، مشترك</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>القرص، خاص</translation>
        </message>
        <message>
            <source>it does not run</source>
            <translation>لا يعمل</translation>
        </message>
        <message>
            <source>None</source>
            <translation>لا شيء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalDeck</name>
        <message>
            <source>In a window of its own</source>
            <translation>في نافذة مستقلة</translation>
        </message>
        <message>
            <source>Its session goes on there. Closing that window ends it.</source>
            <translation>تستمر الجلسة هناك. إغلاق تلك النافذة ينهيها.</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>أعِدها</translation>
        </message>
        <message>
            <source>Split to the right	Ctrl+Shift+D</source>
            <translation>تقسيم إلى اليمين	Ctrl+Shift+D</translation>
        </message>
        <message>
            <source>Split below	Ctrl+Shift+E</source>
            <translation>تقسيم إلى الأسفل	Ctrl+Shift+E</translation>
        </message>
        <message>
            <source>Beside it, another container</source>
            <translation>بجانبها حاوية أخرى</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalLink</name>
        <message>
            <source>Cannot open the terminal</source>
            <translation>تعذر فتح الطرفية</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalPanel</name>
        <message>
            <source>Shell</source>
            <translation>الصدفة</translation>
        </message>
        <message>
            <source>Command of the terminal</source>
            <translation>أمر الطرفية</translation>
        </message>
        <message>
            <source>What runs in the terminal; empty: bash, or sh where there is no bash</source>
            <translation>ما يعمل في الطرفية؛ فارغ: bash، أو sh حيث لا يوجد bash</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>فتح من جديد</translation>
        </message>
        <message>
            <source>End this session and start a new one</source>
            <translation>إنهاء هذه الجلسة وبدء جلسة جديدة</translation>
        </message>
        <message>
            <source>Attach to its main process: what it writes from now on, and your keys where it was started with -it</source>
            <translation>الاتصال بعمليتها الرئيسية: ما تكتبه من الآن، ومفاتيحك إن بدأت بالخيار -it</translation>
        </message>
        <message>
            <source>Copy the selection (Ctrl+Shift+C)</source>
            <translation>نسخ المحدد (Ctrl+Shift+C)</translation>
        </message>
        <message>
            <source>Paste (Ctrl+Shift+V)</source>
            <translation>لصق (Ctrl+Shift+V)</translation>
        </message>
        <message>
            <source>Find in the terminal (Ctrl+Shift+F)</source>
            <translation>البحث في الطرفية (Ctrl+Shift+F)</translation>
        </message>
        <message>
            <source>Another terminal beside it (Ctrl+Shift+D, Ctrl+Shift+E)</source>
            <translation>طرفية أخرى بجانبها (Ctrl+Shift+D، Ctrl+Shift+E)</translation>
        </message>
        <message>
            <source>Close this terminal (Ctrl+Shift+W)</source>
            <translation>إغلاق هذه الطرفية (Ctrl+Shift+W)</translation>
        </message>
        <message>
            <source>Find in the terminal</source>
            <translation>البحث في الطرفية</translation>
        </message>
        <message>
            <source>Enter: the next older place; Shift+Enter: the next newer one; Esc closes</source>
            <translation>Enter: الموضع الأقدم التالي؛ Shift+Enter: الأحدث التالي؛ Esc يغلق</translation>
        </message>
        <message>
            <source>Close the search (Esc)</source>
            <translation>إغلاق البحث (Esc)</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>غير موجود</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 من %2</translation>
        </message>
        <message>
            <source>Back into the page (Ctrl+Shift+N)</source>
            <translation>العودة إلى الصفحة (Ctrl+Shift+N)</translation>
        </message>
        <message>
            <source>Into a window of its own (Ctrl+Shift+N)</source>
            <translation>إلى نافذة مستقلة (Ctrl+Shift+N)</translation>
        </message>
        <message>
            <source>Serial console of %1</source>
            <translation>الطرفية التسلسلية لـ %1</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>الطرفية في %1</translation>
        </message>
        <message>
            <source>The command has a quote that is not closed</source>
            <translation>في الأمر علامة اقتباس غير مغلقة</translation>
        </message>
        <message>
            <source>Attached to its main process</source>
            <translation>متصل بعمليتها الرئيسية</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>متصل</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>مغلق</translation>
        </message>
        <message>
            <source>Ended with exit code %1</source>
            <translation>انتهى برمز الخروج %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalView</name>
        <message>
            <source>Terminal</source>
            <translation>الطرفية</translation>
        </message>
        <message>
            <source>Ctrl+click opens %1</source>
            <translation>Ctrl+نقرة يفتح %1</translation>
        </message>
        <message>
            <source>Open the address</source>
            <translation>فتح العنوان</translation>
        </message>
        <message>
            <source>Ctrl+click</source>
            <translation>Ctrl+نقرة</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>نسخ العنوان</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>لصق</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>تحديد الكل</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>بحث…</translation>
        </message>
        <message>
            <source>Forget what has scrolled away</source>
            <translation>نسيان ما مر من النص</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalWindow</name>
        <message>
            <source>Console of %1</source>
            <translation>وحدة تحكم %1</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>الطرفية في %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextDialog</name>
        <message>
            <source>Find</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation>البحث في هذا النص</translation>
        </message>
        <message>
            <source>Find in this text (Ctrl+F, Enter for the next)</source>
            <translation>البحث في هذا النص (Ctrl+F، وEnter للتالي)</translation>
        </message>
        <message>
            <source>Ctrl+C copies what is selected</source>
            <translation>‏Ctrl+C ينسخ المحدد</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>نسخ الكل</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextbookPanel</name>
        <message>
            <source>not measured yet</source>
            <translation>لم يُقس بعد</translation>
        </message>
        <message>
            <source>Container or VM? The table of the textbooks, with the figures of this computer.</source>
            <translation>حاوية أم آلة؟ جدول الكتب الدراسية بأرقام هذا الحاسوب.</translation>
        </message>
        <message>
            <source>Measure…</source>
            <translation>قياس…</translation>
        </message>
        <message>
            <source>See how</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>%1: show the experiment</source>
            <translation>%1: عرض التجربة</translation>
        </message>
        <message>
            <source>Go to the experiment that measures this</source>
            <translation>الانتقال إلى التجربة التي تقيس هذا</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TimeView</name>
        <message>
            <source>%1 s ago</source>
            <translation>قبل %1 ث</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ToolMenu</name>
        <message>
            <source>Copy as command</source>
            <translation>نسخ كأمر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Tray</name>
        <message>
            <source>Catamaran: %1 running</source>
            <translation>Catamaran: ‏%1 تعمل</translation>
        </message>
        <message>
            <source>Open Catamaran</source>
            <translation>فتح Catamaran</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Nothing runs</source>
            <translation>لا شيء يعمل</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>خروج</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Treemap</name>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>Build cache</source>
            <translation>ذاكرة البناء</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>أخرى</translation>
        </message>
        <message>
            <source>What lies on the disk</source>
            <translation>ما على القرص</translation>
        </message>
        <message>
            <source>What lies on the disk, by size; hatched is what nothing uses</source>
            <translation>ما على القرص حسب الحجم؛ المظلل لا يستخدمه شيء</translation>
        </message>
        <message>
            <source>%1 %2, %3, not used</source>
            <translation>%1 %2، %3، غير مستخدم</translation>
        </message>
        <message>
            <source>%1 · not used</source>
            <translation>%1 · غير مستخدم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>تراجع</translation>
        </message>
        <message>
            <source>Keep it (Ctrl+Z)</source>
            <translation>الاحتفاظ به (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Remove now</source>
            <translation>أزل الآن</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>لا تنتظر أكثر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBin</name>
        <message>
            <source>%1 will be removed</source>
            <translation>سيُزال %1</translation>
        </message>
        <message>
            <source>%1 things will be removed</source>
            <translation>ستُزال %1 أشياء</translation>
        </message>
        <message>
            <source>Undo the removal of %1</source>
            <translation>تراجع عن إزالة %1</translation>
        </message>
        <message>
            <source>Undo the removal of %1 things</source>
            <translation>تراجع عن إزالة %1 أشياء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::VolumesPage</name>
        <message>
            <source>Filter volumes</source>
            <translation>تصفية وحدات التخزين</translation>
        </message>
        <message>
            <source>Filter by name or by a container that has it (Ctrl+F)</source>
            <translation>التصفية حسب الاسم أو حاوية تستخدمها (Ctrl+F)</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>استعادة…</translation>
        </message>
        <message>
            <source>Make a volume of a backup (tar, tar.gz, tar.zst)</source>
            <translation>إنشاء وحدة تخزين من نسخة احتياطية (tar أو tar.gz أو tar.zst)</translation>
        </message>
        <message>
            <source>New volume…</source>
            <translation>وحدة تخزين جديدة…</translation>
        </message>
        <message>
            <source>Make an empty volume (Ctrl+N)</source>
            <translation>إنشاء وحدة تخزين فارغة (Ctrl+N)</translation>
        </message>
        <message>
            <source>No volumes yet</source>
            <translation>لا وحدات تخزين بعد</translation>
        </message>
        <message>
            <source>A volume keeps the data of a container when the container goes. Make one here, or run an image with “-v NAME:/path”.</source>
            <translation>تحفظ وحدة التخزين بيانات الحاوية عندما تذهب الحاوية. أنشئ واحدة هنا، أو شغّل صورة بـ «-v NAME:/path».</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>وحدات التخزين</translation>
        </message>
        <message>
            <source>Unused</source>
            <translation>غير مستخدمة</translation>
        </message>
        <message>
            <source>Only volumes that no container names</source>
            <translation>وحدات التخزين التي لا تذكرها أي حاوية فقط</translation>
        </message>
        <message>
            <source>Largest first</source>
            <translation>الأكبر أولاً</translation>
        </message>
        <message>
            <source>Sort by size instead of by name</source>
            <translation>الترتيب حسب الحجم بدلاً من الاسم</translation>
        </message>
        <message>
            <source>Remove unused…</source>
            <translation>إزالة غير المستخدمة…</translation>
        </message>
        <message>
            <source>All volumes; Enter browses the selected one</source>
            <translation>كل وحدات التخزين؛ Enter يتصفح المحددة</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>يستخدمها</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>نسخ…</translation>
        </message>
        <message>
            <source>Back up…</source>
            <translation>نسخ احتياطي…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>No container that has it runs</source>
            <translation>لا تعمل أي حاوية تستخدمها</translation>
        </message>
        <message>
            <source>Running: %1</source>
            <translation>تعمل: %1</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>volumes</source>
            <translation>وحدات تخزين</translation>
        </message>
        <message>
            <source> Remove unused… %1</source>
            <translation> إزالة غير المستخدمة… %1</translation>
        </message>
        <message>
            <source> Nothing unused</source>
            <translation> لا شيء غير مستخدم</translation>
        </message>
        <message>
            <source>%1 that no container names hold %2</source>
            <translation>%1 لا تذكرها أي حاوية تشغل %2</translation>
        </message>
        <message>
            <source>no container has it</source>
            <translation>لا تستخدمها أي حاوية</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>في %1</translation>
        </message>
        <message>
            <source>Make a copy under another name
%1</source>
            <translation>إنشاء نسخة باسم آخر
%1</translation>
        </message>
        <message>
            <source>Write the volume to one file
%1</source>
            <translation>كتابة وحدة التخزين في ملف واحد
%1</translation>
        </message>
        <message>
            <source>Delete the volume and its data (Delete)
%1</source>
            <translation>حذف وحدة التخزين وبياناتها (Delete)
%1</translation>
        </message>
        <message>
            <source>Used by %1; remove those first</source>
            <translation>يستخدمها %1؛ أزل هذه أولاً</translation>
        </message>
        <message>
            <source>New volume</source>
            <translation>وحدة تخزين جديدة</translation>
        </message>
        <message>
            <source>A volume keeps data when containers come and go.</source>
            <translation>تحفظ وحدة التخزين البيانات بينما تأتي الحاويات وتذهب.</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>إنشاء</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Clone %1</source>
            <translation>نسخ %1</translation>
        </message>
        <message>
            <source>All files are copied with owners, modes and times.</source>
            <translation>تُنسخ كل الملفات بمالكيها وصلاحياتها وأوقاتها.</translation>
        </message>
        <message>
            <source>%1 is paused while the files are copied, so that the copy is of one moment.</source>
            <translation>يتوقف %1 مؤقتاً أثناء نسخ الملفات لتكون النسخة للحظة واحدة.</translation>
        </message>
        <message>
            <source>Clone</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>الاسم الجديد</translation>
        </message>
        <message>
            <source>Back up %1</source>
            <translation>نسخ احتياطي لـ %1</translation>
        </message>
        <message>
            <source>Archives (*.tar.zst)</source>
            <translation>أرشيفات (*.tar.zst)</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>استعادة نسخة احتياطية</translation>
        </message>
        <message>
            <source>Archives (*.tar *.tar.gz *.tgz *.tar.zst);;All files (*)</source>
            <translation>أرشيفات (*.tar *.tar.gz *.tgz *.tar.zst);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>Restore %1</source>
            <translation>استعادة %1</translation>
        </message>
        <message>
            <source>The volume must be new or empty; it appears whole or not at all.</source>
            <translation>يجب أن تكون وحدة التخزين جديدة أو فارغة؛ تظهر كاملة أو لا تظهر.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>استعادة</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>إزالة %1؟</translation>
        </message>
        <message>
            <source>%1 of data are deleted. This cannot be undone.</source>
            <translation>تُحذف %1 من البيانات. لا يمكن التراجع عن هذا.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Remove unused volumes</source>
            <translation>إزالة وحدات التخزين غير المستخدمة</translation>
        </message>
        <message>
            <source>No container names them. %1 without a name of their own hold %2; with the named ones it is %3 and %4. This cannot be undone.</source>
            <translation>لا تذكرها أي حاوية. %1 بلا اسم خاص تشغل %2؛ ومع المسماة تصبح %3 و%4. لا يمكن التراجع عن هذا.</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>المسماة أيضاً</translation>
        </message>
        <message>
            <source>Also volumes that were given a name</source>
            <translation>وحدات التخزين التي أُعطيت اسماً أيضاً</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>تفاصيل %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkChart</name>
        <message>
            <source>Time of each program</source>
            <translation>زمن كل برنامج</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>مللي ثانية، مقياس لوغاريتمي</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>البرنامج</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>VM / container</source>
            <translation>آلة / حاوية</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkPanel</name>
        <message>
            <source>Runs small programs of the image's shell in both hulls, in turn.</source>
            <translation>يشغّل برامج صغيرة من صدفة الصورة في الهيكلين بالتناوب.</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>الجولات</translation>
        </message>
        <message>
            <source>How often each program runs; more give a firmer median</source>
            <translation>كم مرة يعمل كل برنامج؛ كلما زادت كان الوسيط أثبت</translation>
        </message>
        <message>
            <source>What does the same program cost inside?</source>
            <translation>كم يكلف البرنامج نفسه في الداخل؟</translation>
        </message>
        <message>
            <source>Counting, hashing, system calls, writing, small files and forks run in a container and in a VM, in turn. A container's program runs on this kernel; a VM's meets the emulated machine, and where it does is what you see.</source>
            <translation>العد والتجزئة واستدعاءات النظام والكتابة والملفات الصغيرة وتفريع العمليات تعمل بالتناوب في حاوية وفي آلة. برنامج الحاوية يعمل على هذه النواة؛ وبرنامج الآلة يلقى الآلة المحاكاة، وأين يلقاها هو ما تراه.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>In the VM%1 a program takes from %2x (%3) to %4x (%5) of its time in the container.</source>
            <translation>في الآلة%1 يأخذ البرنامج من %2 ضعفاً (%3) إلى %4 ضعفاً (%5) من زمنه في الحاوية.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadGroups</name>
        <message>
            <source>In no stack</source>
            <translation>في غير حزمة</translation>
        </message>
        <message>
            <source>Without a tag</source>
            <translation>بلا وسم</translation>
        </message>
        <message>
            <source>On no network</source>
            <translation>على غير شبكة</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>عمل</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>أعمال</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>Group %1, %2, %3 running, %4</source>
            <translation>المجموعة %1، %2، %3 قيد التشغيل، %4</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>مطوية</translation>
        </message>
        <message>
            <source>unfolded</source>
            <translation>مبسوطة</translation>
        </message>
        <message>
            <source>Sum of the %1 of %2 that are measured</source>
            <translation>مجموع %1 من %2 المقيسة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadLinks</name>
        <message>
            <source>Details of %1</source>
            <translation>تفاصيل %1</translation>
        </message>
        <message>
            <source>Open the details of %1</source>
            <translation>فتح تفاصيل %1</translation>
        </message>
        <message>
            <source>%1 more</source>
            <translation>%1 أخرى</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>User-mode network of QEMU</source>
            <translation>شبكة QEMU في وضع المستخدم</translation>
        </message>
        <message>
            <source>CPU history, now %1</source>
            <translation>تاريخ المعالج، الآن %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>لا رقم للمعالج</translation>
        </message>
        <message>
            <source>%1, tags %2</source>
            <translation>%1، الوسوم %2</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>State</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Uptime</source>
            <translation>مدة العمل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadsPage</name>
        <message>
            <source>Filter workloads</source>
            <translation>تصفية الأعمال</translation>
        </message>
        <message>
            <source>Filter by name, image, port, state or #tag (Ctrl+F)</source>
            <translation>صفّ بالاسم أو الصورة أو المنفذ أو الحالة أو #وسم (Ctrl+F)</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>تشغيل…</translation>
        </message>
        <message>
            <source>Run an image as a container, a VM or both (Ctrl+N)</source>
            <translation>تشغيل صورة كحاوية أو آلة أو كليهما (Ctrl+N)</translation>
        </message>
        <message>
            <source>Nothing runs yet</source>
            <translation>لا شيء يعمل بعد</translation>
        </message>
        <message>
            <source>Run an image as a container or a VM, or compare both side by side. What is started here goes on when this window is closed.</source>
            <translation>شغّل صورة كحاوية أو آلة، أو قارن بينهما جنباً إلى جنب. ما يبدأ هنا يستمر بعد إغلاق النافذة.</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>قارن العرض</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>VMs of disks, and what makes VMs start faster</source>
            <translation>آلات من أقراص، وما يسرّع بدء الآلات</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>الأعمال</translation>
        </message>
        <message>
            <source>&amp;Group by</source>
            <translation>&amp;تجميع حسب</translation>
        </message>
        <message>
            <source>Group by</source>
            <translation>تجميع حسب</translation>
        </message>
        <message>
            <source>Puts workloads below headers with sums, which fold; of several tags or networks the first counts</source>
            <translation>يضع أحمال العمل تحت عناوين ذات مجاميع يمكن طيّها؛ ومن عدة وسوم أو شبكات تُحتسب الأولى</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>مجموعة</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>الوسم</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>الحاويات والآلات؛ مفتاح الإدخال يفتح ومفتاح القائمة يعرض ما يمكن فعله</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>containers</source>
            <translation>حاويات</translation>
        </message>
        <message>
            <source>virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>virtual machines</source>
            <translation>آلات افتراضية</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>إعادة تشغيل</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>إيقاف مؤقت</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>استئناف</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>إنهاء قسري</translation>
        </message>
        <message>
            <source>Open details	Enter</source>
            <translation>فتح التفاصيل	Enter</translation>
        </message>
        <message>
            <source>Open log</source>
            <translation>فتح السجل</translation>
        </message>
        <message>
            <source>Merged log of %1</source>
            <translation>السجل المدمج لـ %1</translation>
        </message>
        <message>
            <source>Show log</source>
            <translation>عرض السجل</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Tags…	Ctrl+T</source>
            <translation>الوسوم…	Ctrl+T</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>نسخ كأمر</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>الوسوم</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between:</source>
            <translation>كلمات تجده بها لاحقًا، تفصل بينها مسافات:</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between.
In use: %1</source>
            <translation>كلمات تجده بها لاحقًا، تفصل بينها مسافات.
المستعملة: %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>إزالة %1؟</translation>
        </message>
        <message>
            <source>Remove %1 workloads?</source>
            <translation>إزالة %1 أعمال؟</translation>
        </message>
        <message>
            <source>What runs is killed. Its changes to the file system and its log are lost; the image stays.</source>
            <translation>يُنهى ما يعمل. تُفقد تغييراته في نظام الملفات وسجله؛ وتبقى الصورة.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::YamlEditor</name>
        <message>
            <source>Compose file</source>
            <translation>ملف Compose</translation>
        </message>
    </context>
</TS>
