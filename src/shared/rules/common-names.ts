/**
 * Names so common that sharing one proves nothing (domain.md §9). Lower case, without accents. Frequent first names of the
 * languages whose codes are known (codes.ts); a business that is called so is still protected against look-alike letters.
 */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

export const firstNames = words(`
  aaron abigail adam adrian agnes ahmad ahmed aisha aisyah alan albert alejandra alejandro alessandro alex alexander alexandra alexandre
  alexis ali alice alicia alina alison allison amanda amandine amelie amina amir amit amy ana andre andrea andreas andrei andrew andy
  angel angela angelika anil anita anjali ann anna anne annette anthony antoine anton antonia antonio arjun arnaud arthur asha ashley
  astrid aurelie aziz barbara beatriz ben benjamin bernard bernd beth bilal birgit bob brandon brenda brian bruno budi camila camille
  carl carla carlos carmen caroline carolina catherine cecile chantal charles charlotte chase chloe chris christian christina christine
  christoph christophe claire clara claude claudia claudio cristina cynthia dalia damien dan daniel daniela danielle david deborah deepak
  deepika denis denise dennis dewi diana diane diego dieter dina dominique donald dorothy duncan dwi edith eduardo edward eka elena eli
  eliana elias elisa elisabeth elizabeth ella elsa emily emma emmanuel eric erik erika ernst esther eva evelyn fabian fabio farah fatima
  felix fernanda fernando florian ford francesca francis francisco francois frank franziska frederic gabriel gabriela gauri geoffrey
  george gerard gerd gita gloria grace graham gustavo hana hanna hannah hans harry hasan hassan heather heike helen helena helene helga
  henri henry hugo hussein ian ibrahim ines ingrid irene irina isabel isabella isabelle ivan jack jacob jacques jake james jan jana jane
  janet jason javier jean jennifer jens jerome jessica jim joan joao joanna jochen joe joel johan johanna john johnny jon jonas jonathan
  jordan jorge jose joseph josh joshua joyce juan judith jules julia julian juliana julie julien jurgen karen karim karin karl kate
  katharina katherine kathrin katie katja kavita keith kelly kenneth kevin khadija khalid kiran klaus kumar lara laura laurence laurent
  lea leila lena leo leon leonie lidia lilly lily lina lincoln linda lisa lise liz lorena louis louise luca lucas lucia lucie luis luisa
  luiz lukas luke lydia macy madison mahmoud manfred manish manon manuel manuela marc marcel marcelo marco marcos marcus margaret maria
  mariam marie marina mario marion mark marko markus marta martha martin martina mary maryam mathieu mathilde matt matteo matthew
  matthias maurice max maxime maya meera megan melanie melissa mercedes michael michel michelle miguel mike mila mina mira miriam mohamed
  mohammad mohammed mona monica monika morgan muhammad nadia nadine nancy natalia natalie nathan neha nelson nicholas nick nico nicolas
  nicole nikhil nina nisha noah noor nora norbert nour olga oliver olivia olivier omar oscar otto pablo pamela paolo pascal patricia
  patrick paul paula paulo pauline pedro petra peter petro philip philipp philippe pierre pooja priya rachel rafael rahul raj rajesh
  ralf ramesh ramon raul ravi rebecca reinhard rekha renate rene ricardo richard rita rizky rob robert roberto robin roger rohan rohit
  roland roman rosa rose ruth ryan sabine sabrina said salma sam samantha samir samuel sandra sandrine sanjay sara sarah sari scott sean
  sebastian sebastien seema serge sergio seth shannon sharon shreya silvia simon simone siti sofia sonia sonja sophie stefan stefanie
  stella stephan stephane stephanie stephen steve steven sunil sunita susan susanne suresh sven sylvie tanja tanya tara teresa theo
  theresa thierry thomas tim timothy tina tobias tom tony torsten tri tyler ulrich ursula uwe valentina valerie vanessa vera veronica
  veronique victor victoria vijay vikram vincent virginie walter wayan wendy werner will william wolfgang xavier yasmin yasmine yusuf
  youssef yves zahra zainab zara zoe
`)

/** What anybody calls themselves, or is called by anybody. */
export const genericNames = words(`
  mom mum mummy mommy mama maman dad daddy papa pa ma maa mami papi mamae mae pai vater mutter ibu bapak ayah ammi abbu baba nana nani dada
  dadi grandma grandpa granny oma opa abuela abuelo mamie papy brother sister bro sis bhai didi bhaiya uncle aunt auntie tio tia son wife
  husband love honey baby me myself friend boss home work office house school doctor dentist driver taxi cab plumber electrician
  maid cook gym bank support help helpdesk service services customer care customercare customerservice customersupport admin
  administrator info contact sales shop store team manager agent assistant bot test user unknown delivery
  courier police hospital pharmacy hotel restaurant pizza cafe salon security system account update notice news mobile phone new
  soporte ayuda servicio atencion ventas tienda banco casa trabajo oficina medico suporte ajuda loja vendas escritorio aide boutique
  banque bureau maison medecin livraison hilfe kundenservice laden arbeit arzt zuhause bantuan layanan toko kantor rumah dokter
`)

/** What impostors put around the name they take, and what says nothing of who it is. */
export const trustWords = words(`
  official officials verified support help helpdesk helpline care customer customers service services team real original authentic
  officiel officielle verifie verifiee assistance oficial verificado verificada soporte ayuda atencion suporte ajuda atendimento
  offiziell verifiziert kundenservice hilfe resmi terverifikasi layanan bantuan आधिकारिक सत्यापित सहायता رسمي الرسمي موثق الدعم خدمة
`)
