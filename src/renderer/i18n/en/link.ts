/** Linking this device to the phone. */
export const link = {
  region: 'Link this device',
  title: 'Link this device',
  lead: 'Pillion works beside WhatsApp on your phone, as one of its linked devices.',
  beforeTitle: 'Before you link',
  before:
    'Pillion is an unofficial client: it is not made or approved by WhatsApp. Accounts that used unofficial clients have been restricted or banned, official business accounts and accounts that sent in bulk among them. Link only an account whose loss you could bear.',
  stored:
    'Your chats, contacts and status updates are copied into one file on this computer, in the folder below. Nothing is sent to anyone but WhatsApp.',
  folder: 'Data folder',
  secretsKeychain:
    'The keys that let this device act for you are encrypted with the key store of your system. The messages themselves are not encrypted on the disk.',
  secretsFiles:
    'This system offers no key store here, so the keys that let this device act for you lie in the same file, protected only by the rights of the folder: whoever can read your files can use them. The messages are not encrypted on the disk either.',
  qr: 'QR code',
  step1: 'Open WhatsApp on your phone.',
  step2: 'Go to Settings, then Linked devices, then Link a device.',
  step3: 'Point the phone at this code.',
  codeStep3: 'Choose “Link with phone number instead” and enter this code.',
  refreshIn: 'A new code in {{time}}',
  renewing: 'Getting a new code…',
  starting: 'Getting a code…',
  withNumber: 'Link with phone number',
  withQr: 'Link with QR code',
  number: 'Phone number',
  numberHint: 'The number of the phone to link, with + and the country code.',
  getCode: 'Get the code',
  codeFor: 'Code for {{phone}}',
  codeLabel: 'Linking code',
  copyCode: 'Copy the code',
  validFor: 'Valid for another {{time}}',
  pairing: 'Linking…',
  pairingWords: 'The phone has accepted. Leave WhatsApp open on it for a moment.',
  linked: 'Linked',
  failed: 'Linking did not work',
  tryAgain: 'Try again',
  loggedOut:
    'This device was logged out from the phone. Everything that was synced is still here; linking the same account again goes on from there.',
  notNow: 'Not now',
  changeNumber: 'Use another number',
}
