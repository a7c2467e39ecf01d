/** What businesses send: tickets, ride PINs, codes, parcels. Each scene is a few messages in their order. */
import type { proto } from 'baileys'
import type { StoredMedia } from '../api.ts'
import type { Trade } from './cast.ts'
import type { Dice } from './dice.ts'
import { BOOKINGS, booking, films, photoFile, reportFile } from './files.ts'
import { picture, SCALE } from './pictures.ts'

export interface SceneLine {
  fromMe: boolean
  message: proto.IMessage
}

const cars = ['white Swift Dzire', 'silver WagonR', 'blue i10']
const drivers = ['Manjunath', 'Iqbal', 'Suresh', 'Anita']
const cities = ['Bengaluru', 'Mumbai', 'Goa', 'Delhi', 'Chennai']
const parcels = ['bookshop', 'shoe shop', 'aunt in Lübeck']

type Button = proto.IHydratedTemplateButton

/** A button of an interactive message, as its name and its parameters. */
const flow = (
  name: string,
  parameters: object,
): proto.Message.InteractiveMessage.NativeFlowMessage.INativeFlowButton => ({
  name,
  buttonParamsJson: JSON.stringify(parameters),
})

/** A card of the newest form, with any buttons. */
function interactive(
  title: string,
  text: string,
  footer: string,
  buttons: proto.Message.InteractiveMessage.NativeFlowMessage.INativeFlowButton[],
): SceneLine {
  const message = { header: { title }, body: { text }, footer: { text: footer }, nativeFlowMessage: { buttons } }
  return { fromMe: false, message: { interactiveMessage: message } }
}

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
      ...photoFile(number),
      mimetype: 'image/jpeg',
      jpegThumbnail: jpeg,
      width: width * SCALE,
      height: height * SCALE,
      ...(caption === null ? {} : { caption }),
    },
  }
}

function document(fileName: string, caption: string, file: StoredMedia): SceneLine {
  const documentMessage = {
    ...file,
    fileName,
    title: fileName,
    caption,
    mimetype: 'application/pdf',
    pageCount: 1,
  }
  return { fromMe: false, message: { documentWithCaptionMessage: { message: { documentMessage } } } }
}

type Scene = (dice: Dice) => SceneLine[]

const cinema: Scene[] = [
  dice => {
    const { film, id, seats, ticket } = booking(dice.int(0, BOOKINGS - 1))
    const poster = dice.int(0, 23)
    const body = `Your booking is confirmed!\n\n*${film}*\nSat, 19:30 · Screen 4\nSeats ${seats}\nBooking ID ${id}`
    return [
      {
        fromMe: false,
        message: {
          templateMessage: {
            hydratedTemplate: {
              imageMessage: imageOf(poster, null).imageMessage ?? null,
              hydratedContentText: body,
              hydratedFooterText: 'Show this message at the entrance',
              hydratedButtons: [{ ...url('View ticket', `https://tickets.example.com/${id}`), index: 0 }],
            },
          },
        },
      },
      document(`Ticket-${id}.pdf`, `${film}: 2 tickets`, ticket),
    ]
  },
  dice => [say(`Reminder: ${dice.pick(films)} starts in 2 hours. Gates open 30 minutes before the show.`)],
  dice => [
    template(`How was ${dice.pick(films)}?`, 'BookMyShow', [quick('Loved it', 'r5'), quick('Not for me', 'r1')]),
    {
      fromMe: true,
      message: { templateButtonReplyMessage: { selectedId: 'r5', selectedDisplayText: 'Loved it', selectedIndex: 0 } },
    },
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
    const text = `Your parcel ${number} from the ${dice.pick(parcels)} arrives today, 14:00–16:00.`
    return [
      interactive('Out for delivery', text, 'DHL Express', [
        flow('cta_url', { display_text: 'Track parcel', url: `https://track.example.net/${number}` }),
        flow('cta_call', { display_text: 'Call the driver', phone_number: '+447700900556' }),
        flow('quick_reply', { display_text: 'Leave with neighbour', id: 'n' }),
      ]),
      say(`Delivered: ${number}. Signed by: neighbour.`),
    ]
  },
  dice => {
    const code = dice.digits(6)
    return [
      interactive('Pick-up station', `Your parcel waits for you. The box opens with ${code}.`, 'DHL Express', [
        flow('cta_copy', { display_text: 'Copy code', copy_code: code }),
      ]),
    ]
  },
  () => [
    interactive('When shall we come?', 'We did not find you at home.', 'DHL Express', [
      flow('single_select', {
        title: 'Choose a time',
        sections: [
          {
            title: 'Tomorrow',
            rows: [
              { id: 't-am', title: 'Morning', description: '8:00–12:00' },
              { id: 't-pm', title: 'Afternoon', description: '12:00–18:00' },
            ],
          },
          { title: 'Later', rows: [{ id: 'shop', title: 'At the parcel shop', description: 'Open until 20:00' }] },
        ],
      }),
    ]),
  ],
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
  () => [document('Report.pdf', 'Your lab report', reportFile())],
]

const shop: Scene[] = [
  dice => [
    {
      fromMe: false,
      message: {
        productMessage: {
          product: {
            productImage: imageOf(dice.int(0, 23), null).imageMessage ?? null,
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
  () => [
    {
      fromMe: false,
      message: {
        listMessage: {
          title: 'New this week',
          description: 'Three things for a small kitchen',
          buttonText: 'Look at them',
          listType: 2,
          footerText: 'IKEA',
          productListInfo: {
            businessOwnerJid: '0@s.whatsapp.net',
            productSections: [{ title: 'Kitchen', products: [{ productId: '700100' }, { productId: '700101' }] }],
          },
        },
      },
    },
  ],
  () => [
    {
      fromMe: false,
      message: {
        interactiveMessage: {
          body: { text: 'Everything we have for balconies' },
          footer: { text: 'IKEA' },
          collectionMessage: { bizJid: '0@s.whatsapp.net', id: 'balcony', messageVersion: 1 },
        },
      },
    },
  ],
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
