/** What businesses send: tickets, ride PINs, codes, parcels. Each scene is a few messages in their order. */
import type { proto } from 'baileys'
import type { Trade } from './cast.ts'
import type { Dice } from './dice.ts'
import { picture } from './pictures.ts'

export interface SceneLine {
  fromMe: boolean
  message: proto.IMessage
}

const films = ['The Lighthouse Keeper', 'Monsoon Express', 'Second Moon', 'A Town Called Quiet']
const cars = ['white Swift Dzire', 'silver WagonR', 'blue i10']
const drivers = ['Manjunath', 'Iqbal', 'Suresh', 'Anita']
const cities = ['Bengaluru', 'Mumbai', 'Goa', 'Delhi', 'Chennai']
const parcels = ['bookshop', 'shoe shop', 'aunt in Lübeck']

type Button = proto.IHydratedTemplateButton

const say = (text: string): SceneLine => ({ fromMe: false, message: { conversation: text } })
const reply = (text: string): SceneLine => ({ fromMe: true, message: { conversation: text } })

const url = (displayText: string, link: string): Button => ({ urlButton: { displayText, url: link } })
const quick = (displayText: string, id: string): Button => ({ quickReplyButton: { displayText, id } })
/** The service's own form of a copy button in an authentication template. */
const copy = (code: string): Button =>
  url('Copy code', `https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp${code}`)

function template(body: string, footer: string | null, buttons: Button[], title: string | null = null): SceneLine {
  return {
    fromMe: false,
    message: {
      templateMessage: {
        hydratedTemplate: {
          hydratedContentText: body,
          hydratedButtons: buttons.map((button, index) => ({ ...button, index })),
          ...(footer === null ? {} : { hydratedFooterText: footer }),
          ...(title === null ? {} : { hydratedTitleText: title }),
        },
      },
    },
  }
}

export function imageOf(number: number, caption: string | null): proto.IMessage {
  const { jpeg, width, height } = picture(number)
  return {
    imageMessage: {
      mimetype: 'image/jpeg',
      jpegThumbnail: jpeg,
      width: width * 12,
      height: height * 12,
      fileLength: 80_000 + number * 911,
      ...(caption === null ? {} : { caption }),
    },
  }
}

function document(fileName: string, caption: string): SceneLine {
  const documentMessage = {
    fileName,
    title: fileName,
    caption,
    mimetype: 'application/pdf',
    fileLength: 48_213,
    pageCount: 1,
  }
  return { fromMe: false, message: { documentWithCaptionMessage: { message: { documentMessage } } } }
}

type Scene = (dice: Dice) => SceneLine[]

const cinema: Scene[] = [
  dice => {
    const film = dice.pick(films)
    const booking = `BMS${dice.digits(6)}`
    const { jpeg } = picture(dice.int(0, 23))
    const body = `Your booking is confirmed!\n\n*${film}*\nSat, 19:30 · Screen 4\nSeats F7, F8\nBooking ID ${booking}`
    return [
      {
        fromMe: false,
        message: {
          templateMessage: {
            hydratedTemplate: {
              imageMessage: { jpegThumbnail: jpeg, mimetype: 'image/jpeg' },
              hydratedContentText: body,
              hydratedFooterText: 'Show this message at the entrance',
              hydratedButtons: [{ ...url('View ticket', `https://tickets.example.com/${booking}`), index: 0 }],
            },
          },
        },
      },
      document(`Ticket-${booking}.pdf`, `${film}: 2 tickets`),
    ]
  },
  dice => [say(`Reminder: ${dice.pick(films)} starts in 2 hours. Gates open 30 minutes before the show.`)],
  dice => [
    template(`How was ${dice.pick(films)}?`, 'BookMyShow', [quick('Loved it', 'r5'), quick('Not for me', 'r1')]),
  ],
]

const rides: Scene[] = [
  dice => {
    const pin = dice.digits(4)
    const driver = dice.pick(drivers)
    return [
      template(
        `${driver} is on the way in a ${dice.pick(cars)}, KA 01 AB ${dice.digits(4)}.\nYour ride PIN is *${pin}*. Share it only when you are in the car.`,
        'Arrives in 4 min',
        [copy(pin), { callButton: { displayText: 'Call driver', phoneNumber: '+447700900555' } }],
        'Ride confirmed',
      ),
      say(`${driver} has arrived. PIN ${pin}.`),
      say(`Trip finished. You paid ₹${dice.int(90, 640)}. Thank you for riding!`),
    ]
  },
]

const airline: Scene[] = [
  dice => {
    const flight = `6E ${dice.digits(4)}`
    const pnr = dice.hex(6)
    return [
      template(`Web check-in is open for ${flight} to ${dice.pick(cities)}. PNR ${pnr}`, 'IndiGo', [
        url('Check in', `https://checkin.example.com/${pnr}`),
      ]),
      { fromMe: false, message: imageOf(dice.int(0, 23), `Boarding pass ${flight}, seat 14C`) },
      say(`Gate change for ${flight}: now gate ${dice.int(2, 40)}.`),
    ]
  },
  dice => [
    {
      fromMe: false,
      message: {
        listMessage: {
          title: 'Add something to your trip?',
          description: `Flight to ${dice.pick(cities)}`,
          buttonText: 'Choose',
          listType: 1,
          footerText: 'IndiGo',
          sections: [
            {
              title: 'Extras',
              rows: [
                { rowId: 'meal', title: 'Meal', description: 'Vegetarian, from ₹250' },
                { rowId: 'bag', title: 'Extra bag', description: '15 kg' },
              ],
            },
          ],
        },
      },
    },
    {
      fromMe: true,
      message: { listResponseMessage: { title: 'Meal', listType: 1, singleSelectReply: { selectedRowId: 'meal' } } },
    },
  ],
]

const bank: Scene[] = [
  dice => {
    const code = dice.digits(6)
    return [
      template(`${code} is your verification code. For your security, do not share this code.`, null, [copy(code)]),
    ]
  },
  dice => [say(`₹${dice.int(120, 9800)}.00 spent on your card ending ${dice.digits(4)}. Not you? Call us.`)],
]

const courier: Scene[] = [
  dice => {
    const number = dice.digits(10)
    const nativeFlowMessage = {
      buttons: [
        {
          name: 'cta_url',
          buttonParamsJson: JSON.stringify({
            display_text: 'Track parcel',
            url: `https://track.example.net/${number}`,
          }),
        },
        { name: 'quick_reply', buttonParamsJson: JSON.stringify({ display_text: 'Leave with neighbour', id: 'n' }) },
      ],
    }
    return [
      {
        fromMe: false,
        message: {
          interactiveMessage: {
            header: { title: 'Out for delivery' },
            body: { text: `Your parcel ${number} from the ${dice.pick(parcels)} arrives today, 14:00–16:00.` },
            footer: { text: 'DHL Express' },
            nativeFlowMessage,
          },
        },
      },
      say(`Delivered: ${number}. Signed by: neighbour.`),
    ]
  },
]

const clinic: Scene[] = [
  dice => [
    {
      fromMe: false,
      message: {
        buttonsMessage: {
          contentText: `You have an appointment with Dr. Rao on Thursday at ${dice.int(9, 16)}:30.`,
          footerText: 'Apollo Clinic',
          headerType: 1,
          buttons: [
            { buttonId: 'yes', buttonText: { displayText: 'Confirm' }, type: 1 },
            { buttonId: 'move', buttonText: { displayText: 'Reschedule' }, type: 1 },
          ],
        },
      },
    },
    {
      fromMe: true,
      message: { buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Confirm', type: 1 } },
    },
    say('Thank you, see you then. Please bring your last report.'),
  ],
  () => [document('Report.pdf', 'Your lab report')],
]

const shop: Scene[] = [
  dice => [
    {
      fromMe: false,
      message: {
        productMessage: {
          product: {
            productImage: { jpegThumbnail: picture(dice.int(0, 23)).jpeg, mimetype: 'image/jpeg' },
            productId: dice.digits(12),
            title: 'Shelf, birch, 4 boards',
            description: 'Back in stock at your store',
            currencyCode: 'EUR',
            priceAmount1000: 49_990,
            retailerId: 'SH-4',
          },
          body: 'Back in stock',
        },
      },
    },
    reply('Reserve one for me, please'),
    {
      fromMe: false,
      message: {
        orderMessage: {
          orderId: dice.digits(15),
          orderTitle: 'Shelf, birch',
          itemCount: 1,
          totalAmount1000: 49_990,
          totalCurrencyCode: 'EUR',
          status: 1,
          surface: 1,
        },
      },
    },
  ],
  dice => [say(`Your order ${dice.digits(9)} is ready at the pick-up desk.`)],
]

const yoga: Scene[] = [
  dice => [
    say('Morning flow moves to 7:15 this week 🌿'),
    reply('Thanks, I’ll be there'),
    {
      fromMe: false,
      message: {
        locationMessage: {
          degreesLatitude: 45.75 + dice.next() / 50,
          degreesLongitude: 4.83 + dice.next() / 50,
          name: 'Studio Fern',
          address: '3 rue des Tilleuls',
          jpegThumbnail: picture(dice.int(0, 23)).jpeg,
        },
      },
    },
  ],
]

const bakery: Scene[] = [
  dice => [
    { fromMe: false, message: imageOf(dice.int(0, 23), 'Pão de hoje 🥖') },
    reply('Guarda dois para mim?'),
    say('Guardado! Até às 18h.'),
  ],
]

const dentist: Scene[] = [
  () => [say('It is time for your check-up. Call us or write here for an appointment.'), reply('Next week is fine')],
]

const scam: Scene[] = [
  dice => [
    say('Dear customer, your ticket refund of ₹940 is pending.'),
    say(
      `To confirm, send us the 6-digit code you receive, or open https://refund-${dice.digits(3)}.example.com today.`,
    ),
  ],
]

const scenes: Readonly<Record<Trade | 'impostor', Scene[]>> = {
  cinema,
  rides,
  airline,
  bank,
  courier,
  clinic,
  shop,
  yoga,
  bakery,
  dentist,
  impostor: scam,
}

/** The next thing such a business has to say. */
export function scene(trade: Trade | 'impostor', dice: Dice): SceneLine[] {
  return dice.pick(scenes[trade])(dice)
}
