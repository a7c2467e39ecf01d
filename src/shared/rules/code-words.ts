/**
 * Words around one-time codes (domain.md §8) in English, French, Hindi, Spanish, Portuguese, German, Arabic and Indonesian.
 * Lower case, as {@link ./codes.ts} folds a text; one list for all eight languages, because messages mix them.
 */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Words that name a code, whatever it is for. */
export const codeWords = words(`
  code codes pin passcode password token otp totp tan mtan ptan
  código codigo clave contraseña contrasena senha chave passe
  codice kode kodenya sandi passwort kennwort
  कोड पिन ओटीपी पासवर्ड टोकन
  رمز الرمز رمزك رمزكم بالرمز والرمز كود الكود بالكود المرور السري
`)

/** Words that name nothing but a one-time code. */
export const oneTimeWords = words(`otp totp passcode tan mtan ptan ओटीपी`)

/** German glues: Bestätigungscode, Einmalpasswort, Fahrt-PIN. A word that ends so names a code. */
export const codeEndings = ['code', 'passwort', 'kennwort', 'tan', 'pin']
/** … if it starts with one of these. Whole words such as „Satan“ end so too. */
export const compoundStarts =
  /^(?:bestätigung|verifizierung|verifikation|sicherheit|anmelde|login|zugang|zugriff|zutritt|freigabe|aktivierung|einmal|abhol|liefer|zustell|tür|fahrt|start|prüf|reset|auth|identifikation|registrierung|geheim|sms|mobil|m|push|check|pass|pick|einlass|öffnung|einrichtung|kopplung)/

/** Before or after a word for a code: what makes it another kind of code. */
export const otherCodes = words(`
  promo promotion promotional promotionnel promocional promocode coupon coupons voucher gift discount referral refer
  réduction reduction remise parrainage descuento desconto cupón cupon cupom referido indicação diskon kupon rujukan referral
  gutschein rabatt प्रोमो कूपन डिस्काउंट छूट रेफरल الخصم خصم قسيمة القسيمة الترويجي ترويجي الإحالة
  postal postale zip post pos cep plz postleitzahl البريدي पिनकोड
  area country dialling dialing city std área area país pais negara المنطقة المدينة الدولة एसटीडी
  error erreur err fehler erro kesalahan galat الخطأ خطأ त्रुटि एरर
  product produit producto produto produk article articulo artículo artikel artigo item sku hsn hs sac المنتج الصنف प्रोडक्ट उत्पाद
  booking réservation reservation reserva reservasi pemesanan buchung الحجز बुकिंग pnr
  order commande pedido pesanan bestellung الطلب ऑर्डर
  tracking suivi rastreio seguimiento rastreamento resi التتبع ट्रैकिंग
  bank banque banco bic swift ifsc iban sort branch guichet agence sucursal agência السويفت البنك आईएफएससी स्विफ्ट बैंक
  qr bar barre barres barras batang الاستجابة क्यूआर बार
  dress conduct conduite conducta conduta etik éthique ética civil civile penal pénal route source naf ape company tax gst vat
  vestimenta building colour color class subject morse genetic genetik agent dealer store shop branch
  customer client cliente pelanggan العميل student employee invoice facture factura fatura faktur
`)

/** Of {@link otherCodes}: what has a number of its own, and is also an occasion to ask for a one-time code. */
export const occasions = words(`
  booking réservation reservation reserva reservasi pemesanan buchung الحجز बुकिंग
  order commande pedido pesanan bestellung الطلب ऑर्डर
`)

/** What follows is an occasion, and not the kind of code. */
export const forWords = words(`for pour para für zur zum untuk`)

/** Between a word for a code and the code: what it is for. */
export const purposes = words(`
  verification verify confirmation confirm security login signin sign access activation authorisation authorization
  authentication authenticator auth reset recovery delivery dropoff pickup pick up check checkin in start ride trip door
  entry gate one time single use otp two-factor two factor 2fa sms pin code password passcode number secret temporary
  registration pairing collection locker unlock transaction payment approval transfer
  vérification verification validation sécurité connexion accès activation authentification retrait livraison remise course secret
  confidentiel usage unique temporaire réinitialisation récupération départ double porte identification signature paiement
  verificación verificacion confirmación confirmacion seguridad acceso activación autenticación autorización recogida entrega viaje
  secreta secreto dinámica temporal uso solo doble factor puerta recuperación registro inicio pago validación retiro
  verificação confirmação segurança acesso ativação autenticação autorização retirada entrega viagem corrida uso único única
  utilização dois fatores porta recuperação cadastro início pagamento validação levantamento secreto
  verifikasi konfirmasi keamanan masuk akses aktivasi autentikasi otorisasi pengambilan pengiriman pengantaran perjalanan rahasia sekali
  pakai sementara dua langkah pintu pemulihan pendaftaran pembayaran login
  सत्यापन वेरिफिकेशन पुष्टि सुरक्षा लॉगिन एक्सेस एक्टिवेशन प्रमाणीकरण पिकअप डिलीवरी राइड यात्रा गुप्त टाइम वन दरवाज़ा रीसेट
  التحقق التأكيد الأمان الدخول الوصول التفعيل المصادقة الثنائية الاستلام التسليم الرحلة السري المؤقت باب التوثيق الحماية التوصيل
  المرور لمرة واحدة السرية
`)

/** Small words that may stand between. */
export const smallWords = words(`
  is are was be your the this a an for to of here: here as my our it
  est sont votre vos ton le la les l un une de du des d voici suivant
  es son tu su tus el la los un una de del al este esta lo por siguiente
  é são seu sua o a os as um uma de do da dos das este esta
  ist lautet lauten sind dein deine deinen ihr ihre ihren der die das den dem ein eine für zur zum von
  adalah ialah anda kamu ini itu untuk yang
  है हैं आपका आपकी आपके यह ये का की के को
  هو هي الخاص بك الخاصة لك هذا هذه
`)

/** Directly before the code, however far the word for it is. */
export const copulas = words(`is est es é ist lautet lauten adalah ialah है हैं هو هي are`)

/** Asks to type, show or tell what follows (in Hindi: what went before). */
export const entryVerbs = words(`
  enter type use input submit key tell give show quote provide
  saisissez saisir saisis entrez entrer entre tapez tape utilisez utilise composez donnez indiquez communiquez montrez
  introduce introduzca introduzcas ingresa ingrese escribe escriba digita digite teclea usa use utiliza utilice muestra di dale
  insira informe utilize introduza escreva digita mostre
  geben gib tippe tippen verwenden verwende nutze nutzen zeige zeigen nenne nennen
  masukkan masukan ketik ketikkan gunakan pakai tunjukkan sebutkan
  दर्ज डालें डालिए भरें लिखें इस्तेमाल बताएं बताएँ दें टाइप
  أدخل ادخل اكتب استخدم أعط أظهر قدم
`)

/** In the sentence: the code is for a bargain, not for proving who one is. */
export const bargainWords = words(`
  off discount save coupon coupons voucher promo cashback offer checkout refer referral invite friend friends bonus credits sale
  remise réduction rabais promo parrainez parrainage offre gagnez ami amis
  descuento cupón cupon promoción oferta invita amigo amigos gana ganas ahorra
  desconto cupom promoção oferta indique amigo amigos ganhe ganha
  rabatt gutschein sparst sparen angebot wirb freund freundin freunde geschenkt
  diskon kupon potongan promo penawaran ajak teman hemat gratis
  छूट कूपन ऑफर बचत दोस्त दोस्तों पाएं कैशबैक
  خصم الخصم قسيمة القسيمة عرض العرض صديق صديقا أصدقاء اربح وفر
`)

/** An address is near: six digits after "PIN" are a postal code of India. */
export const addressWords = words(`
  address addr road rd street st nagar lane sector district dist state city tower floor flat block landmark colony marg village taluk tehsil
  deliver delivering bengaluru bangalore mumbai delhi chennai kolkata hyderabad pune karnataka maharashtra gujarat kerala rajasthan
  पता रोड सड़क नगर गली सेक्टर जिला ज़िला राज्य शहर टावर फ्लैट ब्लॉक कॉलोनी मार्ग गाँव तहसील बेंगलुरु मुंबई दिल्ली
`)

/** Before a number: whose money it is. */
export const currencyWords = words(`
  rs inr usd eur gbp brl mxn cad aud chf aed sar idr rp r dollars dollar euros euro reais pesos rupiah rupees rupee pounds
  रुपये रुपए ريال درهم جنيه دينار دولار
`)

/** Words whose full stop ends no sentence. */
export const abbreviations = words(`rs no nr dr mr mrs ms st str tel vs approx mins min hrs n ref`)
