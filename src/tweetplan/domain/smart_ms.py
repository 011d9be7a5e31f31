"""How goals are spoken of in Malay, with the Indonesian forms that the same readers write."""

from tweetplan.domain.smart_words import Words

_MONTHS = (
    r"(?:januari|februari|mac|maret|april|mei|jun|juni|julai|juli|ogos|agustus|september|oktober|november|disember|"
    r"desember)"
)
_SURE_MONTHS = r"(?:januari|februari|april|julai|juli|ogos|agustus|september|oktober|november|disember|desember)"
_UNIT = (
    r"(?:hari|minggu|bulan|suku(?: tahun(?:an)?)?|tahun|semester|musim|penggal|separuh tahun|dwiminggu|kuartal|"
    r"triwulan|pekan)"
)
_NEXT = (
    r"(?:ini|depan|hadapan|akan datang|mendatang|berikutnya|seterusnya|pertama|kedua|ketiga|keempat|akhir|kewangan|"
    r"baharu|baru|berjalan|semasa|lalu)"
)
_DIGIT = r"(?:dua|tiga|empat|lima|enam|tujuh|lapan|delapan|sembilan)"

MALAY = Words(
    code="ms",
    example="tingkatkan kadar penglibatan bulanan sebanyak 15 %",
    example_number="500 pengikut baharu yang berkualiti setiap bulan",
    example_window="pengikut +25 % pada suku tahun depan",
    measures=(
        r"kadar (?:\w+ )?(?:klik|penglibatan|keterlibatan|interaksi|penukaran|respons?|balas(?:an)?|penyelesaian|"
        r"pengekalan|pertumbuhan|kehilangan|konversi|pulangan|jawapan|kepuasan|tamat|tontonan|pendaftaran|kembali|"
        r"tindak balas|maklum balas)|tingkat (?:keterlibatan|konversi|respons|kepuasan|interaksi)|pengikut|"
        r"follower|pelanggan|langganan|ahli|keahlian|anggota|tera(?:an)?|impresi|tayangan|tontonan|penonton|"
        r"bilangan paparan|paparan(?: iklan| profil| halaman)|klik(?:an)?|tanda suka|suka|ciap semula|ulang ?kicau|"
        r"ulang ?siar(?:an)?|kongsian|perkongsian|balasan|komen(?:tar)?|ulasan|sebutan|disebut|penyebutan|"
        r"tanda ?pagar|tagar|hashtag|mesej|pesan|tanda buku|prospek|petunjuk|bakal pelanggan|pendaftaran|daftar|"
        r"mendaftar|pendaftar|borang|muat turun|unduhan|pemasangan|tempahan|pesanan|jualan|penjualan|hasil jualan|"
        r"pendapatan|belian|pembelian|pembeli|penukaran|konversi|kos|biaya|masa (?:respons|maklum ?balas|menunggu|"
        r"balas\w*|tindak balas|jawapan|purata)|waktu (?:respons|tanggap|balas)|kepuasan|skor|penarafan|rating|"
        r"aduan|keluhan|tiket|trafik|lalu lintas|lawatan|pelawat|kunjungan|pengunjung|ciapan|kicauan|tweet|twit|"
        r"hantaran|siaran|pos|posting(?:an)?|bebenang|utas|video|undian|undi|tinjauan|peserta|penyertaan|"
        r"surat berita|buletin|newsletter|laporan|artikel|kerjasama|kolaborasi|pempengaruh|influencer|webinar|"
        r"sesi(?: sembang)?|sembang|pertanyaan|permintaan|permohonan|pengguna|kupon|penebusan|tempat duduk|hadirin|"
        r"pulangan pelaburan|unfollow|berhenti mengikut"
    ),
    soft=(
        r"penglibatan|keterlibatan|interaksi|jangkauan|capaian|perhatian|aktiviti|perbualan|pendedahan|dedahan|"
        r"penyertaan|liputan|khalayak|audiens|pertumbuhan|sambutan"
    ),
    vague=(
        r"kesedaran|kehadiran|populariti|popular|populer|terkenal|dikenali|dikenal|mengenali|kenali|reputasi|imej|"
        r"citra|jenama|merek|pengaruh|berpengaruh|kepercayaan|dipercayai|percaya|kredibiliti|kesetiaan|setia|"
        r"hubungan|perhubungan|viral|tular|lebih baik|terbaik|lebih kuat|lebih besar|lebih hebat|hebat|berjaya|"
        r"kejayaan|sukses|nama baik|keterlihatan|kebolehlihatan|autoriti|tersohor|komuniti|aktif|rapat|mesra|"
        r"pemimpin|peneraju|pakar|dikasihi|disukai|impak|kesan"
    ),
    windows=(
        rf"(?:setiap|tiap(?:-tiap)?|per|dalam|pada|untuk|bagi|selama|sepanjang|hujung|akhir|awal|pertengahan|"
        rf"menjelang|sebelum|hingga|sehingga|tempoh|masa) (?:tempoh |masa |hujung |akhir )?(?:<n> |"
        rf"satu )?{_UNIT}(?: {_NEXT})?|se(?:hari|minggu|bulan|tahun|suku|kuartal)(?: tahun)?|{_UNIT} {_NEXT}|"
        rf"<n>[- ]?{_UNIT}(?: {_NEXT})?|harian|mingguan|bulanan|suku tahunan|tahunan|kuartalan|"
        rf"suku (?:tahun )?(?:pertama|kedua|ketiga|keempat|ke-?[1-4]|[1-4])|(?:q|st|s)[1-4](?: ?/? ?20\d\d)?|"
        rf"separuh (?:pertama|kedua)(?: tahun)?|(?:pada|menjelang|sebelum|hingga|sehingga|bulan|akhir|hujung|awal|"
        rf"pertengahan|dalam|hari) {_MONTHS}(?: 20\d\d)?|(?:\d{{1,2}} )?{_MONTHS} (?:20\d\d|\d{{1,2}})|"
        rf"\d{{1,2}} {_MONTHS}|{_SURE_MONTHS}|tahun 20\d\d|/ ?(?:hari|minggu|bulan|suku|tahun)|esok|isnin|selasa|"
        rf"rabu|khamis|jumaat|sabtu|hari ahad|hari ini|hari raya|raya|ramadan|tahun baharu|deepavali|krismas|"
        rf"merdeka|cuti sekolah|akhir tahun|hujung tahun"
    ),
    hushed=(
        r"(?:nombor|nomor|no\.?|tempat|kedudukan|peringkat|ranking|fasa|versi|siri) ?(?:ke-?)?(?:\d+|satu|pertama)|"
        r"ke-\d+|\d+ (?:\w+ )?(?:terbaik|teratas)|(?:berumur|umur|berusia) \d+(?: ?(?:-|hingga) ?\d+)?|"
        r"24 jam(?: sehari)?(?!\w)|24/7|(?:pukul|jam) \d+|salah satu|satu-satunya|(?:web|twitter|x|"
        r"versi) ?\d+(?:\.\d+)*"
    ),
    numbers=(
        rf"{_DIGIT}(?: (?:belas|puluh|ratus|ribu|juta|{_DIGIT}))*|(?:sepuluh|sebelas|sedozen|seratus|seribu|"
        rf"sejuta)(?: (?:belas|puluh|ratus|ribu|juta|{_DIGIT}))*"
    ),
    multiples=(
        rf"(?:{_DIGIT}|\d+(?:[.,]\d+)?) ?kali(?: ?(?:ganda|lipat))|sekali ganda|(?:meng)?gandakan|"
        rf"(?:meng)?gandaduakan|dua kali|separuh|setengah|(?:se|satu )pertiga|sebanyak (?:satu )?suku(?! tahun)|"
        rf"suku daripada|lipat ?gandakan"
    ),
    single=r"satu|sebuah|sifar|seorang",
    percent=r"(?:peratus|persen|mata peratusan|pct)",
    lead=(
        r"sebanyak|kepada|ke|daripada|dari|hingga|sehingga|sekurang-?kurangnya|sekurangnya|minimum|maksimum|lebih|"
        r"kurang|melebihi|bawah|atas|mencapai|capai|dapatkan|dapat|mendapat(?:kan)?|tambah|menambah|tambahkan|jual|"
        r"menjual|kumpul(?:kan)?|mengumpul(?:kan)?|jana|menjana|terbitkan|siarkan|menerbitkan|tarik|menarik|"
        r"kira-kira|hampir|purata|ialah|adalah|anjurkan|adakan|hantar|pada|bagi"
    ),
    amounts=r"sebanyak|sekurang-?kurangnya|sekurangnya|minimum|lebih daripada|kurang daripada|seramai",
    gains=(
        r"dapatkan|mendapat(?:kan)?|tambah|menambah|tambahkan|jual|menjual|kumpul(?:kan)?|mengumpul(?:kan)?|jana|"
        r"menjana|tarik|menarik|rekrut|peroleh(?:i)?|memperoleh"
    ),
    breaks=r"untuk|dengan|pada|di|dalam|melalui|antara|kepada|dan|supaya|agar|yang mana|oleh|daripada|dari|bagi",
    waits=(
        r"balas\w*|membalas|respons?|jawab\w*|menjawab|maklum ?balas|tindak balas|selesai\w*|menyelesaikan|"
        r"layan\w*|menunggu|tanggap\w*"
    ),
    spells=r"(?:saat|detik|minit|menit|jam)",
    filler=(
        r"(?:me(?:n|ng|m|ny)?|di|per|ber|ter)?(?:tingkat|naik|tambah|besar|kembang|kukuh|tinggi|luas|maju|bangun|"
        r"bina|jadi|dapat|capai|buat|guna|usaha|perbaik|pertingkat|kurang|turun|cuba|lebih|banyak|baik)(?:kan|i|an|"
        r"nya)?|peningkatan|meningkat\w*|penambahbaikan|perlu|mahu|ingin|akan|mesti|harus|boleh|kami|kita|kalian|"
        r"mereka|semua|orang|ramai|yang|untuk|dengan|pada|di|dalam|melalui|kepada|dan|atau|dari|daripada|ke|oleh|"
        r"sebagai|sangat|lagi|ialah|adalah|twitter|x|akaun|akun|syarikat|perusahaan|pasukan|tim|media|sosial|"
        r"pemasaran|kandungan|konten|tahap|bilangan|jumlah|angka|sasaran|matlamat|hasil|prestasi|peratus\w*|kali|"
        r"baharu|baru|\w{4,}kan|masuk|di mana|secara|sebanyak|agar|supaya|tweet|ciap"
    ),
    posts=r"ciapan|kicauan|tweet|twit|hantaran|siaran|pos|posting(?:an)?|kandungan",
    daily=r"sehari|setiap hari|tiap hari|harian|per hari|/ ?hari",
    few=r"pasukan kecil|tim kecil|(?:dua|tiga|seorang|2|3) (?:orang|pekerja|staf)|berdua|bersendirian",
    tens=(
        ("dua puluh", 20), ("tiga puluh", 30), ("empat puluh", 40), ("lima puluh", 50), ("lima belas", 15),
        ("dua belas", 12), ("seratus", 100), ("sepuluh", 10),
    ),
)  # fmt: skip
