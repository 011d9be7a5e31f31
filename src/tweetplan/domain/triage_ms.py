"""How people write to an account in Malay (Indonesian beside it), by what the words tell; `*` ends a stem."""

MALAY: dict[str, str] = {
    "topic": (
        "pesanan saya|order saya|bungkusan saya|barang saya|parcel saya|pakej saya|akaun saya|akaun|tempahan saya|"
        "tiket saya|langganan saya|kad saya|data saya|penerbangan saya|kata laluan|password|log masuk|login|waranti|"
        "jaminan|khidmat pelanggan|servis pelanggan|customer service|tracking|bil|bil saya|pesanan|alamat saya|ganti|"
        "bateri|tunggu|hang|sejuk|lewat|waktu operasi|otp|kod pengesahan|nombor penjejakan|status pesanan"
    ),
    "resolved": (
        "masalah selesai|dah selesai|sudah selesai|selesai|selesaikan masalah saya|selesaikan masalah|sudah dibaiki|"
        "dah dibaiki|dah ok|dah okay|terus ganti|gantikan terus|dapat ganti|dah dapat balik|dah elok|dah boleh"
    ),
    "hint": (
        "boleh|ada ke|macam mana|apa|siapa|adakah|camne|mcm mana|camana|kenapa|mengapa|bagaimana|tak|salah|lambat|"
        "gangguan|down|tolong|bantu|bantuan|bila|mana|lag|masalah|isu|cancel"
    ),
    "crisis2": (
        "terbakar|melecur|bomba|ambulans|seluruh kelas|satu sekolah|bernama|astro awani|bocor!|data pelanggan bocor|"
        "data bocor|bocor data|kebocoran data|data pelanggan|data pengguna bocor|kena godam|digodam|saman anda|"
        "saman syarikat|saya saman|kami saman|tindakan undang-undang|tindakan undang undang|peguam saya|peguam kami|"
        "jumpa di mahkamah|mahkamah|meletup|letupan|kejutan elektrik|renjatan|keracunan makanan|keracunan|"
        "masuk hospital|dimasukkan ke hospital|hospital|cedera|maut|meninggal|seluruh negara|satu malaysia|"
        "seluruh malaysia|semua pengguna|semua orang tak boleh|semua pelanggan|boikot|wartawan|pemberita|"
        "kenyataan media|mohon ulasan|untuk ulasan|tular|viral|polis report|laporan polis|buat report polis|kpdn|"
        "tribunal|gangguan besar|gangguan seluruh|tak ada siapa boleh|tiada siapa boleh|alahan teruk|tercemar|"
        "beracun|bahaya kepada|panggil balik produk|tarik balik produk|skandal|perkauman|rasis|siasat|siasatan|"
        "skim cepat kaya anda|gangguan seksual|buruh paksa"
    ),
    "crisis1": (
        "gangguan|ribuan|beribu|ratusan|beratus|semua orang|seluruh|bahaya|berbahaya|asap|polis|bocor|saman|media|"
        "berita|heboh|sakit perut|melecur|pihak berkuasa"
    ),
    "insult": (
        "haram jadah|penipu haram|diam lah sampah|"
        "otak udang|otak kosong|bodoh|bodohnya|bodo|bangang|bengap|bahlul|babi|sial|celaka|haramjadah|"
        "bangsat|pukimak|puki|kimak|"
        "lancau|butoh|pantat|sundal|pelacur|palat|bongok|biol|otak udang|tak ada otak|takde otak|tiada otak|"
        "otak kosong|barua|keparat|jahanam|mampus|pergi mati|pi mati|pergi mampus|tutup mulut|diamlah|bajingan|"
        "goblok|tolol|kampret|brengsek|monyet|setan|syaitan|iblis|lahanat|laknat|hampas|sampah masyarakat|idiot|"
        "moron|stupid|fuck you|kepala otak|kepala hotak|kepala bapak|mangkuk|mangkuk hayun|dungu|kurang ajar|biadap|"
        "muka tak malu|muka tembok|makan taik|sengal|bebal|bangla"
    ),
    "insult_adj": (
        "anjing|sampah|penipu|taik|tahi|busuk|hodoh|buruk|jijik|menjijikkan|tak guna|tak berguna|gila|"
        "pondan|badut|gemuk|"
        "loser|pemalas|clown"
    ),
    "threat": (
        "bunuh kau|bunuh korang|aku bunuh|saya bunuh|bunuh kamu|aku bakar|bakar kedai|bakar pejabat|bakar rumah|"
        "tahu rumah kau|tahu mana kau tinggal|tahu rumah|aku cari kau|pecahkan muka|tumbuk muka|tumbuk kau|"
        "belasah kau|belasah korang|pukul kau|patahkan kaki|siap kau|siaplah kau|jaga kau|tetak|tembak kau|"
        "pijak muka|nahas kau|mati kau|kau akan mati|patut mati|lempang"
    ),
    "problem2": (
        "pancit|ditahan|alamat lama|alamat salah|takde air|tak sync|ditolak|"
        "takde berita|tiada berita|takde update|tiada update|senyap je|sebelah je|sebelah sahaja|sebelah saja|"
        "carta saiz|salah saiz|salah warna|salah barang|salah hantar|dah basi|berkulat|berbau|tamat tempoh|"
        "luput|tersangkut|lag teruk|asyik lag|asyik putus|terputus|skrin hitam|skrin putih|tak loading|"
        "kena lock|terkunci|hilang tiba tiba|dah hilang|koyak|karat|calar|lebih caj|caj dua kali|"
        "potong dua kali|tunjuk kosong|belum kemas|tak kemas|"
        "tak membantu|cakap dengan orang|cakap dengan manusia|bercakap dengan orang|"
        "dah takde|takde internet|takde orang datang|takde bunyi|tiada bunyi|takde signal|takda internet|"
        "dah rosak|sampai kosong|kotak kosong|kosong|dah emel|dah email|dah mesej|dah whatsapp|dah telefon|"
        "dah call|dah pm|"
        "tak ada siapa|takde siapa|tiada siapa|tak buka|tak boleh guna|tak boleh pakai|duit dah|dah bayar|"
        "dah sebulan|dah seminggu|dah dua minggu|dah lama|berhari-hari|berminggu|berjam|dua jam|tiga jam|sejam|"
        "kurang satu|tak cukup|pukul berapa|jam berapa|waktu operasi|macam mana nak guna|buka pukul|tutup pukul|"
        "tak betul|tak normal|tak sama|tak macam dalam gambar|lain dari gambar|tak muat|tak ngam|longgar|calar|kemek|"
        "retak|bocor|tumpah|tertutup|tutup sendiri|asyik tutup|keluar sendiri|padam sendiri|mati sendiri|tak hidup|"
        "tak boleh hidup|tak on|skrin|bunyi pelik|panas sangat|cepat habis|tolak dua kali|tolak duit|ditarik|"
        "masih dipotong|dipotong|masih kena|belum dapat balik|belum masuk|belum selesai|tak selesai|belum diproses|"
        "belum dihantar|belum dibalas|belum dikemas|tak update|tak dikemas|kod promo|baucar|kod diskaun|tak diterima|"
        "tidak sah|tak sah|kod tak|emel pengesahan|tak dapat emel|nak refund|nak pulangkan|nak tukar|nak batal|"
        "nak cancel|boleh tukar|boleh pulang|boleh cancel|boleh batal|nak tanya pasal|apa status|status|bila nak|"
        "bila akan|kenapa tak|kenapa masih|kenapa saya|kenapa duit|kenapa akaun|kenapa app|tolong check|tolong cek|"
        "boleh check|boleh semak|semak|siapa saya boleh hubungi|hubungi siapa|nak hubungi|telefon tak|panggilan tak|"
        "tak angkat|tak jumpa|tak ada dalam|takde dalam|expired|luput|berulat|ada rambut|mentah|hangus|penghantar|"
        "rider|kurier|flight delay|delay|ditunda|dibatalkan|bagasi|pampasan|tuntutan|tak padam|reset|lupa|tak boleh|"
        "tidak boleh|x boleh|tak dapat|tidak dapat|x dapat|tak jalan|tak berfungsi|tidak berfungsi|tak sampai|"
        "belum sampai|tidak sampai|belum terima|tak terima|tidak terima|belum dapat|rosak|pecah|koyak|salah barang|"
        "salah saiz|salah hantar|salah warna|salah alamat|barang salah|barang hilang|hilang|bayaran balik|"
        "pulangan wang|refund*|duit saya|duit balik|pulangkan duit|caj dua kali|caj berganda|kena caj|dicaj|"
        "terlebih caj|potong duit|ditolak|bil saya|bil|pesanan saya|order saya|bungkusan saya|barang saya|"
        "parcel saya|pakej saya|akaun saya|akaun|tempahan saya|tiket saya|langganan saya|kad saya|data saya|"
        "alamat saya|penerbangan saya|kata laluan|password|log masuk|login|daftar masuk|kod pengesahan|otp|ralat|"
        "error|pepijat|bug|crash|hang|tergantung|tersekat|lambat sangat|lambat gila|terlalu lambat|lewat|tertangguh|"
        "tunggu|menunggu|tiada respon|tiada jawapan|tak jawab|tak balas|tak reply|tidak dijawab|tiada maklum balas|"
        "tiada siapa jawab|takde orang jawab|diabaikan|tolong bantu|mohon bantuan|minta tolong|perlukan bantuan|"
        "boleh bantu|boleh tolong|macam mana nak|macamana nak|bagaimana nak|bagaimana untuk|bagaimana cara|"
        "cara untuk|camne nak|mcm mana nak|waranti|jaminan|ganti|gantian|baiki|pembaikan|aduan|khidmat pelanggan|"
        "servis pelanggan|customer service|tukar alamat|tukar saiz|tukar nombor|batal|batalkan|pembatalan|"
        "tiada internet|takde internet|internet lambat|line teruk|tiada isyarat|tiada signal|putus|terputus|"
        "tak connect|tak load|tak keluar|tak masuk|tak masuk lagi|tak cas|bateri|tidak lengkap|tak lengkap|cacat|"
        "basi|berkulat|sejuk|bocor air|tersilap|masih belum|sampai sekarang|lepas update|selepas kemas kini|"
        "kemas kini terbaru|gagal|digantung|disekat|terkunci|mana pesanan|mana order|mana barang|mana parcel|"
        "bila nak sampai|bila sampai|bila boleh dapat|status pesanan|nombor penjejakan|tracking|tidak muncul|"
        "tak muncul|hantar barang|dihantar|nombor kes|nombor tiket|bermasalah|tidak bisa|nggak bisa|gak bisa|ga bisa|"
        "belum datang|rusak|pesanan|kok belum|tolong dibantu|tolong semak|sila semak|padam akaun|nyahaktif|"
        "berhenti langgan|skrin hitam|skrin putih|tertinggal"
    ),
    "problem1": (
        "hampeh|hampagas|tak guna|tak berguna|sampah|celaru|sakit hati|meluat|menyampah|rimas|😡|😤|🤬|😠|👎|"
        "susah sangat|kena tipu|scam|mengelirukan|tak profesional|tak bertanggungjawab|lepas tangan|tak adil|"
        "tak sedap|tak best|tak berbaloi|tak suka|buruk|tidak memuaskan|tak memuaskan|kesal|kecewanya|wtf|apa ni|"
        "apa cer|malas layan|malasnya|acuh tak acuh|masalah|isu|tolong|bantuan|bantu|teruk|teruknya|mengecewakan|"
        "kecewa|lambat|lembap|geram|marah|bengang|menyusahkan|tak puas hati|tidak puas hati|servis teruk|"
        "servis hancur|hancur|lembab|tipu|ditipu|tertipu|salah|down|lag|rugi|menyesal|serik|buang masa|buang duit|"
        "mengarut|melampau|gangguan|kenapa|mengapa|macam mana|bagaimana|tak|kurang memuaskan|terima kasih sebab rosak"
    ),
    "service": (
        "kotak|baucar|mata|resit|mesin|cawan|penutup|kedai|staf|pemandu|produk|nombor|borang|skrin|butang|duit|"
        "tempahan|makanan|aplikasi|app|pesanan|order|barang|bungkusan|laman web|website|perkhidmatan|servis|tiket|"
        "bayaran|penghantaran|kad|emel|tetapan|waktu operasi|kaunter"
    ),
    "sales2": (
        "katering|berapa seorang|sekilo|berapa sekilo|berapa satu|satu berapa|berapa sebuah|berapa sebulan|"
        "secara borong|borong|quotation|invois proforma|berapa harga|harga berapa|harga|brp harga|berapa ringgit|"
        "berapa rm|berapa kos|kos|sebut harga|sebutharga|demo|percubaan percuma|nak beli|mahu beli|ingin beli|"
        "ingin membeli|berminat nak|berminat dengan|berminat untuk|saya berminat|kami berminat|nak order|nak tempah|"
        "nak langgan|ingin melanggan|mana nak beli|di mana boleh beli|kat mana boleh beli|mana boleh beli|boleh beli|"
        "beli di mana|beli kat mana|masih ada stok|ada stok|stok|ada jual|jual tak|ada tak|ada diskaun|diskaun|pukal|"
        "pengedar|ejen|stokis|pakej mana|pakej apa|pelan perusahaan|pelan mana|lesen|ansuran|bayar ansuran|pos ke|"
        "penghantaran ke|hantar ke|cod|prapesan|pra-tempah|restock|promosi|bahagian jualan|pasukan jualan|beza pakej|"
        "naik taraf|harga pelajar|beli berapa|mau beli|pengen beli|harganya|model mana"
    ),
    "sales1": (
        "beli|jual|pakej|pelan|tempah|langgan|berminat|tersedia|katalog|cawangan|promo|untuk pejabat kami|"
        "untuk syarikat kami"
    ),
    "influencer2": (
        "hos podcast|podcast saya|podcast kami|jemput pengasas|jemput sebagai tetamu|sebagai tetamu|"
        "kolaborasi|kolab|collab|kerjasama|bekerjasama|kerja sama|tajaan|taja|menaja|penaja|duta jenama|"
        "duta|"
        "pengikut saya|followers saya|pengikut kami|penonton saya|pelanggan youtube|subscriber saya|saluran saya|"
        "channel saya|podcast saya|podcast kami|blog saya|pencipta kandungan|content creator|influencer|pempengaruh|"
        "youtuber|blogger|tiktoker|instafamous|media kit|ribu pengikut|k followers|k pengikut|000 pengikut|"
        "unit ulasan|unit review|buat review|sampel untuk diulas|sampel percuma untuk|temu bual anda|menemu bual|"
        "jemput anda|jadi tetamu|program afiliat|affiliate|ulasan berbayar|review berbayar|paid review"
    ),
    "influencer1": (
        "pengikut|followers|audiens|podcast|saluran|youtube|tiktok|kandungan|ulasan video|live stream|giveaway bersama"
    ),
    "spam2": (
        "pinjaman|tanpa penjamin|lulus segera|kripto|crypto|bitcoin|forex|airdrop|jana pendapatan|pendapatan pasif|"
        "buat duit|duit mudah|duit cepat|kerja dari rumah|klik sini|klik link|klik pautan|tekan link|link di bio|"
        "link bio|beli followers|beli pengikut|tambah followers|tambah pengikut|follow balik|follow back|followback|"
        "judi|kasino|slot|mega888|918kiss|pussy888|taruhan|togel|gacor|maxwin|pinjaman segera|pinjaman peribadi|"
        "pinjaman tanpa|loan segera|ah long|kuruskan badan|kurus cepat|turun berat|ubat kuat|menang hadiah|"
        "anda menang|tahniah anda|tuntut hadiah|hadiah percuma|telegram group|group telegram|join telegram|"
        "join group|whatsapp saya|wasap saya|pm saya untuk|dm saya untuk|dm untuk|pulangan dijamin|untung dijamin|"
        "untung besar|modal kecil|pelaburan|labur|servis seo|tawaran terhad|awek|lucah|free iphone|iphone percuma|"
        "dropship|sertai kami dan|jutawan"
    ),
    "spam1": (
        "percuma|menang|untung|pm|dm|wasap|whatsapp|telegram|link|klik|tekan|bonus|dijamin|jutawan|tawaran|murah|"
        "modal|hadiah|free|kredit|daftar sekarang"
    ),
    "praise2": (
        "ceria|tak pernah hampa|tak hampa|memang tak|buat hari saya|puas|sodap|terbaekk|tip-top|mesra pelanggan|"
        "layanan baik|layanan bagus|layanan terbaik|memang padu|jempol|jempolan|kagum|rekomen|recommended|"
        "pasti ulang|repeat order|akan datang lagi|akan repeat|sokong|5 bintang|kualiti terbaik|kualiti|memuaskan|"
        "sangat baik|amat baik|terbaik|terbaek|hebat|mantap|mantul|padu|puas hati|sangat puas|suka sangat|"
        "sangat suka|suka gila|saya suka|sukanya|cinta|sayang|cemerlang|luar biasa|menakjubkan|tahniah|syabas|tabik|"
        "terima kasih banyak|ribuan terima kasih|beribu terima kasih|berbaloi|sedap|sedapnya|sedap gila|cantik|"
        "cantiknya|sempurna|disyorkan|syorkan|sangat membantu|amat membantu|cekap|mesra|power|gempak|superb|best|"
        "bestnya|best gila|lima bintang|10/10|tip top|tiptop|bangga|keren|bagus banget|gila sedap|gila best|respect|"
        "awesome|love"
    ),
    "praise1": (
        "terima kasih|tq|thanks|thank you|makasih|bagus|baik|elok|gembira|seronok|laju|pantas|cepat|suka|👏|❤|😍|🥰|"
        "🙌|💯|🎉|menarik|selesa|peminat|ok je|menghargai|hargai"
    ),
    "shield": (
        "cuaca elok|cuaca baik|cuaca cantik|"
        "tak ada masalah|tiada masalah|takde masalah|tanpa masalah|soalan bodoh|saya yang bodoh|aku yang bodoh|"
        "bodohnya saya|bodohnya aku|saya bodoh|aku bodoh|tak sabar|tidak sabar|tak pernah mengecewakan|"
        "tidak pernah mengecewakan|tak pernah rosak|tak pernah lambat|tak menyesal|tidak menyesal|tak rugi|"
        "tak boleh move on|tak boleh berhenti|tak sangka|tak terkata|gila babi sedap|sedap gila babi|"
        "tak sampai sehari|tunggu apa lagi|penghantaran percuma|gila laju|siap siaga|anjing saya|anjing kami|"
        "makanan anjing|semua orang patut cuba|tak lama tunggu|tak kecewa|memang berbaloi tunggu|selamat hari|"
        "cepat sampai|cepat dihantar|gantikan terus|bunga sial|pun saya tak tahu"
    ),
    "negation": "tak|tidak|x|bukan|jangan|belum|tiada|kurang|takde|nggak|gak|tanpa|langsung",
    "you": "kau|korang|kamu|anda|awak|engkau|ko|hang|lu|kalian|dasar|ceo",
    "me": "saya|aku|i",
}
