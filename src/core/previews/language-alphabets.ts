/** How a language is written outside ASCII, and the encodings that its old texts are likely to have, the usual one first. */
export interface Alphabet {
  /** Letters of the language, the frequent ones of a script without Latin letters first. Lower case. */
  readonly letters: string
  /** Any letter of its script. */
  readonly script: RegExp
  readonly encodings: readonly string[]
}

const latin = /\p{Script=Latin}/u
const western = ['windows-1252', 'macintosh', 'iso-8859-15']
const central = ['windows-1250', 'iso-8859-2', 'windows-1252']
const baltic = ['windows-1257', 'iso-8859-13', 'iso-8859-4']

function latinAlphabet(letters: string, encodings: readonly string[] = western): Alphabet {
  return { letters, script: latin, encodings }
}

function cyrillic(letters: string, koi8: 'koi8-r' | 'koi8-u' = 'koi8-r'): Alphabet {
  const encodings = ['windows-1251', koi8, 'ibm866', 'iso-8859-5', 'x-mac-cyrillic']
  return { letters, script: /\p{Script=Cyrillic}/u, encodings }
}

const russian = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё'
const scandinavian = latinAlphabet('æøåéöä')
const southSlavic = latinAlphabet('čćđšž', central)
const arabic: Alphabet = {
  letters: 'اليمونرتبةعدسفهكقحجشطصخغذضءئؤأإآىثزظپچژگکی',
  script: /\p{Script=Arabic}/u,
  encodings: ['windows-1256', 'iso-8859-6'],
}
const han = /\p{Script=Han}/u
const simplified: Alphabet = {
  letters: '的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生',
  script: han,
  encodings: ['gb18030', 'big5'],
}
const traditional: Alphabet = {
  letters: '的一是不了人我在有他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生',
  script: han,
  encodings: ['big5', 'gb18030'],
}

const alphabets: Readonly<Record<string, Alphabet>> = {
  ru: cyrillic(russian),
  uk: cyrillic('оаинвтіерслкдумпзбяьгчйхжцюшїфщєґ', 'koi8-u'),
  be: cyrillic('аоіеянрсткілвдыумпзьбўчгйжюхшёцэф', 'koi8-u'),
  bg: cyrillic('аеоинтрсвлдкпмзгбучъяжшщцхфйюь'),
  sr: cyrillic('аоиенрсјтудкпмвлзгбчшцжњхљћђфџ'),
  mk: cyrillic('аоиенртсвдклмпузјгбчшцжњхљќѓфџѕ'),
  el: {
    letters: 'αοιετσνηυρπκμλςδγωχθφβξζψάέήίόύώϊΐϋΰ',
    script: /\p{Script=Greek}/u,
    encodings: ['windows-1253', 'iso-8859-7'],
  },
  he: {
    letters: 'יוהלאתמרבשנדכקעםחפטגסזצןךףץ',
    script: /\p{Script=Hebrew}/u,
    encodings: ['windows-1255', 'iso-8859-8'],
  },
  ar: arabic,
  fa: arabic,
  ur: arabic,
  th: {
    letters: 'านรอกเงมยลวดทสตะปบคแจพชขใไโผถซฟธณศภษ',
    script: /\p{Script=Thai}/u,
    encodings: ['windows-874'],
  },
  vi: latinAlphabet('ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ', [
    'windows-1258',
    'windows-1252',
  ]),
  ja: {
    letters: 'のにるたとはしいをでがてなっすらまれあもりかんこそくきうアイスルントシリラク',
    script: /[\p{Script=Han}\u3041-\u30ff]/u,
    encodings: ['shift_jis', 'euc-jp'],
  },
  ko: {
    letters: '이다는의에을가고하를은지한도로기자사으나어서리그일있시인해정',
    script: /\p{Script=Hangul}/u,
    encodings: ['euc-kr'],
  },
  tr: latinAlphabet('ıçğöşüâîû', ['windows-1254', 'windows-1252']),
  az: latinAlphabet('əıçğöşü', ['windows-1254']),
  et: latinAlphabet('äöõüšž', ['windows-1257', 'windows-1252', 'iso-8859-13']),
  lv: latinAlphabet('āčēģīķļņšūž', baltic),
  lt: latinAlphabet('ąčęėįšųūž', baltic),
  pl: latinAlphabet('ąćęłńóśźż', central),
  cs: latinAlphabet('áčďéěíňóřšťúůýž', central),
  sk: latinAlphabet('áäčďéíĺľňóôŕšťúýž', central),
  hu: latinAlphabet('áéíóöőúüű', central),
  ro: latinAlphabet('ăâîșțşţ', ['windows-1250', 'iso-8859-16', 'iso-8859-2', 'windows-1252']),
  hr: southSlavic,
  bs: southSlavic,
  sl: southSlavic,
  sq: latinAlphabet('çë', western),
  de: latinAlphabet('äöüß'),
  fr: latinAlphabet('éèêëàâîïôùûüçœæÿ'),
  es: latinAlphabet('áéíóúüñªº'),
  pt: latinAlphabet('ãõáéíóúâêôàçªº'),
  it: latinAlphabet('àèéìíòóùúî'),
  ca: latinAlphabet('àèéíïóòúüç'),
  nl: latinAlphabet('éëïóöüè'),
  sv: latinAlphabet('åäöé'),
  da: scandinavian,
  no: scandinavian,
  nb: scandinavian,
  nn: scandinavian,
  fi: latinAlphabet('äöåšž'),
  is: latinAlphabet('áéíóúýþæöð'),
}

/** The alphabet of a language code such as `ru`, `sr-Latn-RS` or `zh-CHT`, or null. */
export function alphabetOf(locale: string): Alphabet | null {
  const [language = '', ...subtags] = locale.toLowerCase().split(/[-_]/)
  if (language === 'zh' || language === 'yue') {
    return subtags.some((tag) => ['hant', 'cht', 'tw', 'hk', 'mo'].includes(tag)) ? traditional : simplified
  }
  if (subtags.includes('latn') && language === 'sr') return southSlavic
  if (subtags.includes('cyrl') && language === 'bs') return alphabets['sr'] ?? null
  return Object.hasOwn(alphabets, language) ? (alphabets[language] ?? null) : null
}
