/**
 * Small talk by language, as exchanges: a line that begins with `>` is the user's, the others are the contact's (in a
 * group: of any member). `{…}` is filled from the language's words.
 */
export type Language = 'en' | 'fr' | 'es' | 'pt' | 'de' | 'hi' | 'ar' | 'he' | 'ja' | 'zh' | 'ko' | 'tr' | 'uk' | 'vi'

export interface Talk {
  exchanges: readonly (readonly string[])[]
  words: Readonly<Record<string, readonly string[]>>
}

const times = ['9:30', '12:15', '16:00', '18:30', '19:45', '20:15']

export const talk: Readonly<Record<Language, Talk>> = {
  en: {
    exchanges: [
      ['Are we still on for {time}?', '>Yes! See you at {place}', 'Perfect 👍'],
      ['Did you eat already?', '>Not yet, thinking about {food}', 'Get two, I’m coming over', '>Deal'],
      ['Running ten minutes late, sorry', '>No worries, I’m early for once 😄'],
      ['Have you seen my charger?', '>Check the blue bag', '>Or under the sofa', 'Found it, thank you!!'],
      ['>Happy birthday!! 🎉🎉', 'Thank you so much ❤️', '>Cake at {time}?', 'Obviously'],
      ['How was the interview?', '>Better than I feared. They call on Friday', 'Fingers crossed 🤞'],
      ['The train is stuck again', 'Somewhere before {place}', '>Ugh. Want me to pick you up?', 'You’re an angel'],
      ['>Can you send me the address again?', 'It’s the yellow door next to {place}', '>Got it'],
      ['Look at this sunset'],
      ['Good morning ☀️', '>Morning! Slept well?', 'Like a stone'],
      ['>Landed', 'Yay! How’s the weather?', '>Raining, of course'],
      ['What was the name of that book you told me about?', '>The one about the lighthouse keeper?', 'That one'],
      ['Could you water the plants until Sunday?', '>Sure, key under the pot?', 'As always. I owe you {food}'],
      ['I think I left my umbrella at yours', '>You did. It’s my umbrella now', '😂😂'],
      ['Dinner on Saturday?', '>Saturday works, {time}?', 'Booked a table at {place}', '>Lovely'],
      ['>Thanks for today, that was fun', 'It was! Let’s not wait another year'],
      ['Call me when you can, nothing bad', '>In a meeting, ten minutes'],
      ['The parcel came, it’s at the neighbour’s', '>Great, I’ll fetch it tonight'],
      ['Do you know a good plumber?', '>The one near {place} was fine', '>Wait, I’ll send you the number', 'Lifesaver'],
      ['I made too much {food}', '>I am already putting on my shoes'],
      ['Did you vote in the poll?', '>Doing it now'],
      ['My phone is about to die, if I vanish that’s why', '>Noted, rest in peace'],
      ['Which gate?', '>B12, but they change it every five minutes', 'I’ll run then'],
      ['ok', '👍'],
    ],
    words: {
      time: times,
      place: ['the old station', 'the park café', 'Mill Street', 'the harbour', 'the library'],
      food: ['dumplings', 'pizza', 'lentil soup', 'pancakes', 'tacos'],
    },
  },
  fr: {
    exchanges: [
      ['Coucou ! Tu rentres à quelle heure ?', '>Vers {time}, je passe prendre {food}', 'Super, merci !'],
      ['On se voit toujours samedi ?', '>Oui ! Rendez-vous {place} ?', 'Parfait, à samedi 😘'],
      ['Tu as pensé aux billets ?', '>Aïe. Je m’en occupe ce soir', 'Haha, je le savais'],
      ['>Bien arrivé ?', 'Oui, le train avait juste 40 minutes de retard…', '>Une performance'],
      ['Il fait un temps magnifique ici 🌞', '>Arrête, il pleut chez nous'],
      ['Je t’ai laissé une part de gâteau', '>Tu es la meilleure ❤️'],
      ['>Ça va mieux aujourd’hui ?', 'Un peu, encore de la fièvre', '>Repose-toi bien !'],
      ['Mamie demande de tes nouvelles', '>Je l’appelle demain, promis'],
      ['C’est quoi déjà le code de l’immeuble ?', '>Le même qu’avant, à l’envers', 'Très drôle'],
    ],
    words: {
      time: ['18 h', '19 h 30', '20 h', 'midi'],
      place: ['devant le cinéma', 'place Bellecour', 'au marché', 'à la gare'],
      food: ['du pain', 'des croissants', 'une quiche', 'les légumes'],
    },
  },
  es: {
    exchanges: [
      ['¿Sales ya?', '>En cinco minutos', 'Eso dijiste hace media hora 😅'],
      ['¿Quedamos a las {time}?', '>Vale, en {place}', '¡Hecho!'],
      ['He hecho {food}, vente', '>¡Voy volando!'],
      ['¿Cómo está la niña?', '>Mejor, ya no tiene fiebre', 'Qué alivio ❤️'],
      ['>¡Feliz cumpleaños, crack!', 'Gracias, compañero 🥳'],
      ['¿Viste el partido?', '>Ni me hables', 'Jajaja lo siento'],
      ['Mañana paso por tu casa a dejar las llaves', '>Perfecto, estoy hasta las {time}'],
    ],
    words: {
      time: times,
      place: ['la plaza', 'el puerto', 'la cafetería de siempre', 'casa de Lola'],
      food: ['paella', 'tortilla', 'croquetas', 'gazpacho'],
    },
  },
  pt: {
    exchanges: [
      ['Oi, tudo bem?', '>Tudo! E por aí?', 'Correria, mas bem'],
      ['Chega que horas?', '>Lá pelas {time}', 'Beleza, te espero em {place}'],
      ['Sobrou {food}, quer?', '>Quero muito 😋'],
      ['Não esquece o guarda-chuva', '>Já esqueci…'],
      ['>Obrigado por ontem!', 'Imagina! Volta sempre ❤️'],
      ['Vi um cachorro igualzinho ao seu', '>Manda foto!'],
    ],
    words: {
      time: times,
      place: ['casa', 'frente ao mercado', 'na pracinha'],
      food: ['feijoada', 'bolo', 'pão de queijo'],
    },
  },
  de: {
    exchanges: [
      ['Kommst du heute noch vorbei?', '>Ja, so gegen {time}', 'Prima, ich koche {food}'],
      ['Hast du den Schlüssel mitgenommen?', '>Liegt auf dem Tisch', 'Danke dir!'],
      ['Bahn fällt aus. Natürlich.', '>Soll ich dich abholen?', 'Das wäre großartig'],
      ['>Alles Gute zum Geburtstag! 🎂', 'Danke, wie lieb von dir!'],
      ['Wandern am Sonntag?', '>Wenn es nicht schüttet, gern', 'Treffpunkt {place}'],
      ['Schöne Grüße aus {place}', '>Neid!'],
    ],
    words: {
      time: ['18 Uhr', 'halb acht', '20 Uhr'],
      place: ['dem Schwarzwald', 'Lübeck', 'der Hütte'],
      food: ['Linsen', 'Spätzle', 'was mit Kürbis'],
    },
  },
  hi: {
    exchanges: [
      ['कहाँ हो?', '>रास्ते में, 15 मिनट', 'ठीक है, चाय बना रही हूँ ☕'],
      ['Bhai kal ka plan pakka?', '>Haan, {time} baje {place}', 'Done 👍'],
      ['खाना खाया?', '>हाँ माँ, {food}', 'अच्छा किया ❤️'],
      ['Match dekha kya?', '>Last over 😭😭', 'Same yaar'],
      ['Happy Diwali! 🪔', '>आपको भी बहुत-बहुत शुभकामनाएँ'],
      ['Ola mil gayi?', '>PIN de diya, nikal rahe hain', 'Pahunch ke message karna'],
      ['दादी पूछ रही हैं कब आओगे', '>अगले महीने पक्का'],
    ],
    words: {
      time: ['7', '8', '5:30', '10'],
      place: ['station ke bahar', 'Bandra', 'office ke paas'],
      food: ['राजमा चावल', 'डोसा', 'पोहा'],
    },
  },
  ar: {
    exchanges: [
      [
        'السلام عليكم، كيف حالك؟',
        '>وعليكم السلام، الحمد لله بخير',
        'تعال الليلة على العشاء',
        '>إن شاء الله الساعة {time}',
      ],
      ['وصلت؟', '>بعد عشر دقائق', 'تمام 👍'],
      ['صباح الخير ☀️', '>صباح النور'],
      ['اشتريت {food}؟', '>نعم، ومعه خبز', 'ممتاز'],
      ['مبروك النجاح! 🎉', '>الله يبارك فيك'],
    ],
    words: { time: ['٨', '٩', '٧:٣٠'], place: ['البيت', 'السوق'], food: ['التمر', 'اللبنة', 'الفاكهة'] },
  },
  he: {
    exchanges: [
      ['מה נשמע?', '>הכול טוב, מה איתך?', 'סבבה 🙂'],
      ['נפגשים ב־{time}?', '>כן, ליד {place}', 'מעולה'],
      ['לקנות {food}?', '>כן בבקשה', 'סגור'],
      ['מזל טוב!! 🎉', '>תודה רבה ❤️'],
      ['הגעת הביתה?', '>עכשיו נכנסתי'],
    ],
    words: { time: ['18:00', '20:30'], place: ['התחנה', 'הים', 'השוק'], food: ['חלב', 'חומוס', 'פיתות'] },
  },
  ja: {
    exchanges: [
      ['もう着いた？', '>あと5分！', '了解です🙆‍♀️'],
      ['{time}に{place}でいい？', '>大丈夫、楽しみ！'],
      ['お疲れさま！', '>お疲れさまです。今日は{food}にしよう', '賛成😋'],
      ['写真ありがとう、きれい', '>桜がちょうど満開でした🌸'],
      ['明日雨みたいだよ', '>傘持っていきます'],
    ],
    words: { time: ['10時', '18時半'], place: ['駅前', '図書館'], food: ['ラーメン', 'カレー', '鍋'] },
  },
  zh: {
    exchanges: [
      ['到了吗？', '>还有五分钟', '好的，不急'],
      ['晚上一起吃{food}吧？', '>好啊，{time}在{place}见', '👌'],
      ['文件收到了，谢谢', '>不客气'],
      ['生日快乐！🎂', '>谢谢谢谢！'],
      ['周末有空吗？', '>周日下午可以'],
    ],
    words: { time: ['六点', '七点半'], place: ['地铁站', '老地方'], food: ['火锅', '饺子', '面条'] },
  },
  ko: {
    exchanges: [
      ['어디야?', '>거의 다 왔어', '오케이 천천히 와'],
      ['{time}에 {place}에서 볼까?', '>좋아!', '이따 봐 👋'],
      ['오늘 저녁 {food} 어때?', '>완전 좋지 ㅋㅋㅋ'],
      ['고마워 진짜', '>별말씀을 😊'],
    ],
    words: { time: ['7시', '6시 반'], place: ['역 앞', '카페'], food: ['김치찌개', '냉면', '치킨'] },
  },
  tr: {
    exchanges: [
      ['Geldin mi?', '>On dakikaya oradayım', 'Tamam, çay koydum ☕'],
      ['Akşam {time} uygun mu?', '>Uygun, {place} buluşalım', 'Anlaştık'],
      ['Günaydın 🌞', '>Günaydın, nasılsın?', 'İyiyim, çok şükür'],
      ['{food} yaptım, gel', '>Uçuyorum 😄'],
    ],
    words: { time: ['7', '8 buçuk'], place: ['iskelede', 'parkta'], food: ['Börek', 'Mantı', 'Mercimek çorbası'] },
  },
  uk: {
    exchanges: [
      ['Привіт! Як ти?', '>Все добре, а ти?', 'Теж, трохи втомилась'],
      ['Зустрінемось о {time}?', '>Так, біля {place}', 'Домовились 👍'],
      ['Світло є?', '>Поки так', 'І у нас'],
      ['З днем народження! 🎉', '>Дякую!! ❤️'],
    ],
    words: { time: ['18:00', '19:30'], place: ['театру', 'метро'], food: ['борщ', 'вареники'] },
  },
  vi: {
    exchanges: [
      ['Em ăn cơm chưa?', '>Dạ rồi chị', 'Ngoan 😄'],
      ['Tối nay {time} đi {food} không?', '>Đi chứ!', 'Hẹn ở {place} nha'],
      ['Trời mưa to quá', '>Nhớ mặc áo mưa nha'],
    ],
    words: { time: ['6 giờ', '7 rưỡi'], place: ['đầu hẻm', 'quán cũ'], food: ['ăn phở', 'uống cà phê'] },
  },
}

/** Answers that fit nearly anything, for the live chatter. */
export const answers: Readonly<Record<Language, readonly string[]>> = {
  en: ['Haha, yes', 'Sounds good 👍', 'Let me think about it', 'No way!', 'On my way', 'Tell me more', 'Thanks ❤️'],
  fr: ['Ça marche !', 'Avec plaisir', 'Trop drôle 😂', 'Je te dis ça ce soir', 'Merci ❤️'],
  es: ['¡Vale!', 'Jajaja', 'Me parece genial', 'Luego te cuento'],
  pt: ['Beleza!', 'Kkkkk', 'Combinado', 'Depois te conto'],
  de: ['Alles klar!', 'Klingt gut', 'Haha, stimmt', 'Erzähl!'],
  hi: ['ठीक है 👍', 'Haan bilkul', 'हा हा 😂', 'Baad mein batata hoon'],
  ar: ['تمام 👍', 'إن شاء الله', 'هههه', 'شكراً جزيلاً'],
  he: ['סבבה', 'בטח!', 'חחחח', 'תודה ❤️'],
  ja: ['いいね！', '了解です', 'ありがとう😊'],
  zh: ['好的', '哈哈', '没问题👌'],
  ko: ['좋아!', 'ㅋㅋㅋ', '알겠어 👍'],
  tr: ['Tamamdır', 'Hahaha', 'Çok iyi 👍'],
  uk: ['Добре!', 'Ха-ха', 'Дякую ❤️'],
  vi: ['Dạ', 'Hihi', 'Ok luôn 👍'],
}

export const reactions: readonly string[] = ['👍', '❤️', '😂', '😮', '🙏', '🎉', '🔥', '👏🏽', '😢']

/** Links that go nowhere: reserved example domains only. */
export const links: readonly { url: string; title: string; description: string; words: string }[] = [
  {
    url: 'https://www.example.org/recipes/lentil-soup',
    title: 'Lentil soup in twenty minutes',
    description: 'Red lentils, cumin, a lemon and a pot.',
    words: 'This one, with extra lemon',
  },
  {
    url: 'https://trails.example.net/coast?day=2',
    title: 'The coast path, day two',
    description: '14 km, 420 m up, one ferry.',
    words: 'Second stage looks great',
  },
  {
    url: 'https://example.com/library/night-reading',
    title: 'Night reading at the library',
    description: 'Doors at eight, tea included.',
    words: 'Shall we?',
  },
]
