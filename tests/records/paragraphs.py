"""Short made-up reports of many regions, with what a careful reader finds in them, written before the rules.

Events, figures and persons are invented; companies, towns and pipelines are real where the rules must know
them. Names are parted by ``|``; an entity may be called by several forms parted by ``=``. An event is its "
"type, its
date where the text ties one to it, and an exclamation mark where it is planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Paragraph:
    """A report and what is in it."""

    name: str
    text: str
    persons: str = ""
    orgs: str = ""
    places: str = ""
    assets: str = ""
    events: str = ""


PARAGRAPHS: Final = (
    Paragraph(
        "north-sea-maintenance",
        "Nyhamna outage to curb Norwegian flows\n\nOslo, 12 March 2026\n\n"
        "Maintenance at the Nyhamna processing plant will start on 4 May 2026 and last nine days, Gassco "
        "said on Thursday. "
        "Flows through Langeled were halted on 2 March after a compressor failure and resumed on 6 March. "
        "Sindre Haugmo, head of system operation at Gassco, told the Offshore Energy Herald that "
        "customers in Britain "
        "and Germany had been informed. Ofgem and National Gas declined to comment. In 2019 Equinor and "
        "Centrica signed "
        "a contract for deliveries to Easington.",
        persons="Sindre Haugmo",
        orgs="Gassco|Offshore Energy Herald|Ofgem|National Gas|Equinor|Centrica",
        places="Oslo|Britain=United Kingdom|Germany|Easington",
        assets="Nyhamna processing plant=Nyhamna gas plant=Nyhamna|Langeled",
        events="interruption 2026-05-04!|interruption 2026-03-02|resumption 2026-03-06|signing 2019",
    ),
    Paragraph(
        "maghreb-auction",
        "ALGIERS, 3 June 2026\n\n"
        "Algeria's National Agency for the Valorization of Hydrocarbon Resources (ALNAFT) launched a "
        "licensing round for six "
        "blocks on Monday. Mr Slimane Ouchefoun, the chief executive of Sonatrach, met Ms Carla "
        "Bentivegna of Edison in "
        "Algiers on 2 June to discuss the Ahara field and the Medgaz pipeline. Ouchefoun said no "
        "agreement had been signed. "
        "The Ministry of Energy expects bids by November. Sonatrach would sign production contracts only "
        "if the terms were met.",
        persons="Slimane Ouchefoun|Carla Bentivegna",
        orgs="ALNAFT|Sonatrach|Edison|Ministry of Energy",
        places="Algiers|Algeria",
        assets="Ahara field=Ahara|Medgaz",
        events="meeting 2026-06-02",
    ),
    Paragraph(
        "levant-phone-call",
        "Beirut, 14 January 2027\n\n"
        "Lebanese Energy Minister Rami Khawand spoke by phone with his Egyptian counterpart Sherif "
        "Abdelmeguid on Wednesday "
        "about gas for the Deir Ammar power plant. The two ministers agreed to convene the joint "
        "technical committee in "
        "Amman in February. The Arab Gas Pipeline was inaugurated in July 2003. EGAS, GASCO and the "
        "World Bank will take "
        "part, the National News Agency reported. Jordan's NEPCO has not confirmed.",
        persons="Rami Khawand|Sherif Abdelmeguid",
        orgs="EGAS|GASCO|World Bank|National News Agency|NEPCO",
        places="Beirut|Amman|Jordan",
        assets="Deir Ammar power plant|Arab Gas Pipeline",
        events="call 2027-01-13|inauguration 2003-07",
    ),
    Paragraph(
        "central-asia-commission",
        "Tashkent, 9 October 2026\n\n"
        "The 14th session of the Uzbek-Kazakh intergovernmental commission was held in Tashkent on 8 "
        "October 2026. Deputy "
        "Prime Minister Otabek Yuldoshev and Kazakhstan's First Deputy Prime Minister Daniyar Seitkali "
        "co-chaired it. "
        "QazaqGaz and Uztransgaz signed a memorandum on transit through the Bukhara-Ural pipeline. The "
        "Bukhara gas "
        "processing plant is to be expanded. Uzbekneftegaz stopped exports to China in the winter of "
        "2022-2023.",
        persons="Otabek Yuldoshev|Daniyar Seitkali",
        orgs="intergovernmental commission|QazaqGaz|Uztransgaz|Uzbekneftegaz",
        places="Tashkent|Kazakhstan|China",
        assets="Bukhara-Ural|Bukhara gas processing plant",
        events="conference 2026-10-08|signing|interruption 2022-12-01",
    ),
    Paragraph(
        "west-africa-fid",
        "Lagos, 20 May 2026 – Nigeria LNG and its partners Shell, TotalEnergies and Eni have taken the "
        "final investment "
        "decision on the HI gas project, NNPC Ltd announced. Construction of the Ajaokuta-Kaduna-Kano "
        "pipeline started in "
        "July 2020. Heirs Energies Limited and Renaissance Africa Energy have applied for a licence for "
        "OML 144. "
        '"We hope to sign the supply contract," said Ngozika Eberechi, managing director of '
        "Renaissance. Eberechi will visit "
        "Abidjan on 1 June 2026.",
        persons="Ngozika Eberechi",
        orgs="Nigeria LNG|Shell|TotalEnergies|Eni|NNPC Ltd|Heirs Energies Limited|Renaissance Africa Energy",
        places="Lagos|Abidjan",
        assets="HI gas project|Ajaokuta-Kaduna-Kano|OML 144",
        events="decision 2026-05-20|construction_start 2020-07|visit 2026-06-01!",
    ),
    Paragraph(
        "us-lng-offtake",
        "Houston, 5 November 2026\n\n"
        "Cheniere Energy, Inc. and Japan's JERA signed a 20-year sale and purchase agreement on "
        "Wednesday for LNG from the "
        "Corpus Christi Stage 4 project. The US Federal Energy Regulatory Commission (FERC) approved the "
        "Rio Grande LNG "
        "terminal in 2019. First cargo from Golden Pass LNG left Sabine Pass on 30 October 2026. "
        "Woodside has not yet taken "
        "a final investment decision on Train 4 at Louisiana LNG. ExxonMobil and QatarEnergy own Golden "
        "Pass.",
        persons="",
        orgs="Cheniere Energy|JERA|FERC=Federal Energy Regulatory Commission|Woodside|ExxonMobil|QatarEnergy",
        places="Houston|Japan|Sabine Pass",
        assets=(
            "Corpus Christi Stage 4=Corpus Christi LNG|Rio Grande LNG|Golden Pass LNG=Golden Pass|"
            "Louisiana LNG"
        ),
        events="signing 2026-11-04|decision 2019|supply_start 2026-10-30",
    ),
    Paragraph(
        "gulf-asia-lng",
        "Doha, 11 February 2027\n\n"
        "QatarEnergy and Petronet LNG concluded a contract for 7.5 million tonnes a year on Tuesday in "
        "Doha. The deal was signed "
        "by Nasser Al-Thowadi, president and CEO of QatarEnergy, and Akshay Kumar Singhania, managing "
        "director of Petronet. "
        "The North Field East expansion will start production in mid-2027. KOGAS, CPC Corporation, "
        "Sinopec and Petrobangla "
        "also buy from Ras Laffan. The Ministry of Petroleum and Natural Gas of India welcomed the deal.",
        persons="Nasser Al-Thowadi|Akshay Kumar Singhania",
        orgs=(
            "QatarEnergy|Petronet LNG=Petronet|KOGAS|CPC Corporation|Sinopec|Petrobangla|"
            "Ministry of Petroleum and Natural Gas of India"
        ),
        places="Doha|Ras Laffan|India",
        assets="North Field East=North Field",
        events="signing 2027-02-09|supply_start 2027!",
    ),
    Paragraph(
        "baltic-storage",
        "Riga, 2 September 2026\n\n"
        "Conexus Baltic Grid held the second storage capacity auction for the Inčukalns underground gas "
        "storage on 1 September. "
        "Elering, Amber Grid and Gasgrid Finland agreed on a common tariff zone. Klaipėda LNG operator "
        "KN Energies said the "
        "terminal's send-out had been suspended since 28 August for a planned inspection. "
        "Balticconnector was shut down in "
        "October 2023 and reopened in April 2024. Uldis Bariņš-Kalve, chairman of the board of Conexus, "
        "spoke at the Baltic "
        "Energy Forum in Riga.",
        persons="Uldis Bariņš-Kalve",
        orgs="Conexus Baltic Grid=Conexus|Elering|Amber Grid|Gasgrid Finland|KN Energies",
        places="Riga",
        assets="Inčukalns=Inčukalns underground gas storage|Klaipėda LNG|Balticconnector",
        events="decision 2026-09-01|interruption 2026-08-28|interruption 2023-10|resumption 2024-04"
        "|conference",
    ),
    Paragraph(
        "portuguese-brazil",
        "Rio de Janeiro, 10 de março de 2026\n\n"
        "A Petrobras e a YPFB assinaram na segunda-feira um contrato de fornecimento de gás. O ministro "
        "de Minas e Energia, "
        "Rogério Tavares Pimentel, reuniu-se em La Paz com o seu homólogo boliviano, Wálter Condori, no "
        "dia 9 de março. "
        "O gasoduto Rota 3 entrou em operação em setembro de 2024. A ANP aprovou as novas tarifas. As "
        "entregas pelo Gasbol "
        "não foram interrompidas, disse a TBG.",
        persons="Rogério Tavares Pimentel|Wálter Condori",
        orgs="Petrobras|YPFB|ANP|TBG",
        places="Rio de Janeiro|La Paz",
        assets="gasoduto Rota 3=Rota 3|Gasbol",
        events="signing 2026-03-09|meeting 2026-03-09|supply_start 2024-09|decision",
    ),
    Paragraph(
        "hungarian-storage",
        "Budapest, 2026. szeptember 15.\n\n"
        "Szijjártó Péter külgazdasági és külügyminiszter kedden Bakuban tárgyalt Mikayil Jabbarov "
        "gazdasági miniszterrel. "
        "Az MVM és a SOCAR hosszú távú megállapodást írt alá. A szállítások 2026. október 1-jén indulnak "
        "meg a Balkáni "
        "Áramlaton. Az FGSZ bejelentette, hogy a Kiskundorozsma-Horgos vezetéken leállították a szállítást.",
        persons="Szijjártó Péter=Péter Szijjártó|Mikayil Jabbarov",
        orgs="MVM|SOCAR|FGSZ",
        places="Budapest|Baku=Bakuban",
        assets="Balkán Áramlat=Balkan Stream|Kiskundorozsma-Horgos=Hungary–Serbia interconnector",
        events="meeting 2026-09-15|signing 2026-09-15|supply_start 2026-10-01!|interruption",
    ),
    Paragraph(
        "turkish-visit",
        "Ankara, 7 Nisan 2026\n\n"
        "Enerji ve Tabii Kaynaklar Bakanı Alparslan Bayraktar, 6 Nisan'da Bağdat'ta Irak Petrol Bakanı "
        "Hayyan Abdulgani ile "
        "görüştü. BOTAŞ ile Irak'ın SOMO şirketi bir mutabakat zaptı imzaladı. Türkiye'ye gaz akışının "
        "2028'de başlaması "
        "bekleniyor. Silivri doğal gaz depolama tesisi 2022'de açıldı. EPDK yeni tarifeyi onayladı.",
        persons="Alparslan Bayraktar|Hayyan Abdulgani",
        orgs="BOTAŞ|SOMO|EPDK",
        places="Ankara|Bağdat'ta=Bağdat=Baghdad|Türkiye|Irak=Iraq",
        assets="Silivri doğal gaz depolama tesisi=Silivri",
        events="meeting 2026-04-06|signing|supply_start 2028!|inauguration 2022|decision",
    ),
    Paragraph(
        "greek-terminal",
        "Αθήνα, 12 Μαρτίου 2026\n\n"
        "Ο υπουργός Περιβάλλοντος και Ενέργειας Σταύρος Παπασταύρου συναντήθηκε χθες στη Σόφια με τον "
        "ομόλογό του Ζέτσο "
        "Στάνκοφ. Η ΔΕΠΑ Εμπορίας και η Bulgargaz υπέγραψαν σύμβαση. Ο τερματικός σταθμός της "
        "Αλεξανδρούπολης τέθηκε σε "
        "λειτουργία τον Οκτώβριο του 2024. Η ΡΑΑΕΥ ενέκρινε το τιμολόγιο του ΔΕΣΦΑ.",
        persons="Σταύρος Παπασταύρου|Ζέτσο Στάνκοφ",
        orgs="ΔΕΠΑ Εμπορίας=ΔΕΠΑ=DEPA|Bulgargaz|ΡΑΑΕΥ|ΔΕΣΦΑ=DESFA",
        places="Αθήνα|Σόφια",
        assets="Αλεξανδρούπολης=τερματικός σταθμός της Αλεξανδρούπολης=Alexandroupolis LNG terminal",
        events="meeting 2026-03-11|signing|supply_start|decision",
    ),
    Paragraph(
        "azerbaijani-export",
        "Bakı, 18 may 2026\n\n"
        "Energetika naziri Pərviz Şahbazov mayın 17-də Sofiyada Bolqarıstanın energetika naziri Jeço "
        "Stankovla görüşüb. "
        'SOCAR və "Bulgargaz" anlaşma memorandumu imzalayıb. TAP üzrə nəql mayın 10-da dayandırılıb. '
        '"Şahdəniz" yatağından '
        "ilk qaz 2006-cı ildə hasil edilib.",
        persons="Pərviz Şahbazov|Jeço Stankov=Jeço Stankovla",
        orgs="SOCAR|Bulgargaz",
        places="Bakı|Sofiyada=Sofiya|Bolqarıstan",
        assets="TAP|Şahdəniz=Shah Deniz",
        events="meeting 2026-05-17|signing|interruption 2026-05-10|supply_start 2006",
    ),
    Paragraph(
        "arabic-egypt",
        "القاهرة، 5 مايو 2026\n\n"
        "التقى وزير البترول المصري كريم بدوي في القاهرة نظيره القبرصي جورج باباناستاسيو يوم الاثنين. "
        "ووقعت شركة إيجاس وشركة "
        "إيني اتفاقية لربط حقل كرونوس بمحطة دمياط. وبدأت إمدادات الغاز من حقل ليفياثان في يناير 2020. "
        "وتوقف الضخ عبر خط الغاز "
        "العربي في يونيو 2025.",
        persons="كريم بدوي|جورج باباناستاسيو",
        orgs="إيجاس=EGAS|إيني=Eni",
        places="القاهرة=Cairo",
        assets=(
            "حقل كرونوس=Cronos field|محطة دمياط=Damietta|حقل ليفياثان=Leviathan|"
            "خط الغاز العربي=Arab Gas Pipeline"
        ),
        events="meeting|signing|supply_start 2020-01|interruption 2025-06",
    ),
    Paragraph(
        "french-senegal",
        "Dakar, 4 juin 2026\n\n"
        "Le ministre sénégalais de l'Énergie, Cheikh Tidiane Ndoye, a reçu mardi à Dakar Mme Solène "
        "Garrigou, directrice "
        "générale de TotalEnergies Sénégal. Petrosen et Kosmos Energy ont signé un protocole d'accord. "
        "La maintenance du "
        "FPSO de Grand Tortue Ahmeyim débutera le 1er juillet 2026. Aucun accord n'a été conclu avec "
        "Woodside. "
        "Le sommet de la CEDEAO s'est tenu à Abuja en décembre 2025.",
        persons="Cheikh Tidiane Ndoye|Solène Garrigou",
        orgs="TotalEnergies Sénégal=TotalEnergies|Petrosen|Kosmos Energy|Woodside|CEDEAO",
        places="Dakar|Abuja",
        assets="Grand Tortue Ahmeyim",
        events="meeting 2026-06-02|signing|interruption 2026-07-01!|conference 2025-12",
    ),
    Paragraph(
        "spanish-argentina",
        "Buenos Aires, 8 de abril de 2026\n\n"
        "Pan American Energy y Golar LNG firmaron el martes el contrato del buque Hilli Episeyo. El "
        "presidente de YPF, "
        "Horacio Marín, viajó a Roma y se reunió con directivos de Eni. La segunda etapa del Gasoducto "
        "Perito Moreno fue "
        "inaugurada en julio de 2024. Enarsa lanzó una licitación para el Gasoducto Norte. El Enargas no "
        "autorizó la exportación.",
        persons="Horacio Marín",
        orgs="Pan American Energy|Golar LNG|YPF|Eni|Enarsa|Enargas",
        places="Buenos Aires|Roma=Rome",
        assets="Gasoducto Perito Moreno=GPNK|Gasoducto Norte",
        events="signing 2026-04-07|visit 2026-04-08|meeting 2026-04-08|inauguration 2024-07",
    ),
    Paragraph(
        "german-regasification",
        "Berlin, 6. Mai 2026\n\n"
        "Die Deutsche Energy Terminal GmbH versteigerte am Dienstag Regasifizierungskapazitäten in "
        "Wilhelmshaven. SEFE und "
        "ADNOC unterzeichneten in Abu Dhabi einen Liefervertrag. Der Speicher Rehden wird gewartet, "
        "teilte Uniper mit. Die "
        "Bundesnetzagentur genehmigte das Kernnetz. Staatssekretär Jörn Petersdorff reiste am 4. Mai "
        "nach Oslo.",
        persons="Jörn Petersdorff",
        orgs="Deutsche Energy Terminal|SEFE|ADNOC|Uniper|Bundesnetzagentur",
        places="Berlin|Wilhelmshaven|Abu Dhabi|Oslo",
        assets="Speicher Rehden=Rehden",
        events="signing|decision|decision 2026-05-05|visit 2026-05-04",
    ),
    Paragraph(
        "russian-transit",
        "Москва, 17 февраля 2026\n\n"
        "Министр энергетики Сергей Цивилев встретился в Астане с министром энергетики Казахстана Ерланом "
        "Аккенженовым. "
        "«Газпром» и QazaqGaz подписали дорожную карту. Прокачка по газопроводу Средняя Азия – Центр "
        "была приостановлена "
        "10 февраля. НОВАТЭК не планирует останавливать «Ямал СПГ».",
        persons="Сергей Цивилев|Ерлан Аккенженов=Ерланом Аккенженовым",
        orgs="Газпром|QazaqGaz|НОВАТЭК=Novatek",
        places="Москва|Астане=Astana|Казахстана=Казахстан",
        assets="Средняя Азия – Центр=Central Asia–Center|Ямал СПГ=Yamal LNG",
        events="meeting 2026-02-17|signing|interruption 2026-02-10",
    ),
)
