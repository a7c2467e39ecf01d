import type { NoticeKind } from '../../shared/rules/notices.ts'

/**
 * What yellow notices say (domain.md §4). What came with history tells of its own time, in the past; only what the server
 * itself attested says how things are.
 */
export const notices: Record<NoticeKind, string> = {
  nonVerified: 'From here on this business account was not verified.',
  unverified: 'This business account was no longer verified.',
  verified: 'This business account was verified.',
  verifiedLowUnknown: 'This business account was confirmed at a low level or not at all.',
  verifiedHigh: 'This business was verified: WhatsApp had confirmed that the number belongs to it.',
  initialUnknown: 'This chat began with a business account that was not verified.',
  initialLow: 'This chat began with a business account whose number was confirmed, but not its name.',
  initialHigh: 'This chat began with a verified business.',
  anyToNone: 'This account stopped being a business account.',
  anyToHigh: 'This business account became a verified business.',
  highToLow: 'This business was no longer verified. Its number stayed confirmed, its name did not.',
  highToUnknown: 'This business was no longer verified, and its number was no longer confirmed.',
  unknownToLow: 'The number of this business account was confirmed.',
  lowToUnknown: 'The number of this business account was no longer confirmed.',
  noneToLow: 'This account became a business account with a confirmed number.',
  noneToUnknown: 'This account became a business account that was not verified.',
  topToBottom: 'This official business account became an ordinary business account.',
  bottomToTop: 'This business account became an official business account.',
  introTop: 'You were writing with an official business account.',
  introBottom: 'You were writing with a business account.',
  nameChange: 'This business changed its name.',
  moveToConsumerApp: 'This business moved to the ordinary WhatsApp app.',
  migrationTop: 'WhatsApp simplified its labels: this account was counted as an official business account.',
  migrationBottom: 'WhatsApp simplified its labels: this account was counted as a business account.',
  bspFbToBspPremise:
    'This chat, managed until then by another company with a service of Meta, went over to another company. That company could read the messages.',
  bspFbToSelfFb:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself with a service of Meta. That service could read the messages.',
  bspFbToSelfPremise:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business.',
  bspFbUnverified:
    'Unverified business account: another company managed this chat for the business through a service of Meta. That company and Meta could read the messages.',
  bspFbUnverifiedToSelfPremiseVerified:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business became verified.',
  bspFbVerified:
    'Verified business account: another company managed this chat for the business through a service of Meta. That company and Meta could read the messages.',
  bspFbVerifiedToSelfPremiseUnverified:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business was no longer verified.',
  bspPremiseToSelfPremise:
    'This chat, managed until then by another company, went over to the business itself, without others. Messages were end-to-end encrypted with the business.',
  bspPremiseUnverified:
    'Unverified business account: another company managed this chat for the business. That company could read the messages.',
  bspPremiseUnverifiedToSelfPremiseVerified:
    'This chat, managed until then by another company, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business became verified.',
  bspPremiseVerified:
    'Verified business account: another company managed this chat for the business. That company could read the messages.',
  bspPremiseVerifiedToSelfPremiseUnverified:
    'This chat, managed until then by another company, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business was no longer verified.',
  consumerToBspFbUnverified:
    'This account became an unverified business account: another company managed this chat for the business through a service of Meta. That company and Meta could read the messages.',
  consumerToBspPremiseUnverified:
    'This account became an unverified business account: another company managed this chat for the business. That company could read the messages.',
  consumerToSelfFbUnverified:
    'This account became an unverified business account: the business managed this chat through a service of Meta. That service could read the messages.',
  consumerToSelfPremiseUnverified:
    'This account became an unverified business account: the business managed this chat itself. Messages were end-to-end encrypted with the business.',
  selfFbToBspPremise:
    'This chat, managed until then by the business itself with a service of Meta, went over to another company. That company could read the messages.',
  selfFbToSelfPremise:
    'This chat, managed until then by the business itself with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business.',
  selfFbUnverified:
    'Unverified business account: the business managed this chat through a service of Meta. That service could read the messages.',
  selfFbUnverifiedToSelfPremiseVerified:
    'This chat, managed until then by the business itself with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business became verified.',
  selfFbVerified:
    'Verified business account: the business managed this chat through a service of Meta. That service could read the messages.',
  selfFbVerifiedToSelfPremiseUnverified:
    'This chat, managed until then by the business itself with a service of Meta, went over to the business itself, without others. Messages were end-to-end encrypted with the business. The business was no longer verified.',
  selfPremiseToBspPremise:
    'This chat, managed until then by the business itself, without others, went over to another company. That company could read the messages.',
  selfPremiseUnverified:
    'Unverified business account: the business managed this chat itself. Messages were end-to-end encrypted with the business.',
  selfPremiseVerified:
    'Verified business account: the business managed this chat itself. Messages were end-to-end encrypted with the business.',
  toBspFb:
    'From here on another company managed this chat for the business through a service of Meta. That company and Meta could read the messages.',
  toConsumer: 'This business account became an ordinary account.',
  toSelfFb:
    'From here on the business managed this chat through a service of Meta. That service could read the messages.',
  unverifiedToBspFbVerified:
    'From here on another company managed this chat for the business through a service of Meta. That company and Meta could read the messages. The business became verified.',
  unverifiedToBspPremiseVerified:
    'From here on another company managed this chat for the business. That company could read the messages. The business became verified.',
  unverifiedToSelfFbVerified:
    'From here on the business managed this chat through a service of Meta. That service could read the messages. The business became verified.',
  unverifiedToVerified: 'This business account, unverified until then, became verified.',
  verifiedToBspFbUnverified:
    'From here on another company managed this chat for the business through a service of Meta. That company and Meta could read the messages. The business was no longer verified.',
  verifiedToBspPremiseUnverified:
    'From here on another company managed this chat for the business. That company could read the messages. The business was no longer verified.',
  verifiedToSelfFbUnverified:
    'From here on the business managed this chat through a service of Meta. That service could read the messages. The business was no longer verified.',
  verifiedToUnverified: 'This business account, verified until then, was no longer verified.',
  bspFbUnverifiedToBspPremiseVerified:
    'This chat, managed until then by another company with a service of Meta, went over to another company. That company could read the messages. The business became verified.',
  bspFbUnverifiedToSelfFbVerified:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself with a service of Meta. That service could read the messages. The business became verified.',
  bspFbVerifiedToBspPremiseUnverified:
    'This chat, managed until then by another company with a service of Meta, went over to another company. That company could read the messages. The business was no longer verified.',
  bspFbVerifiedToSelfFbUnverified:
    'This chat, managed until then by another company with a service of Meta, went over to the business itself with a service of Meta. That service could read the messages. The business was no longer verified.',
  selfFbUnverifiedToBspPremiseVerified:
    'This chat, managed until then by the business itself with a service of Meta, went over to another company. That company could read the messages. The business became verified.',
  selfFbVerifiedToBspPremiseUnverified:
    'This chat, managed until then by the business itself with a service of Meta, went over to another company. That company could read the messages. The business was no longer verified.',
  blockContact: 'This contact was blocked or unblocked.',
  privacyInitFb: '{{name}} uses a service of Meta to manage this chat. That service can read the messages.',
  privacyInitBsp: '{{name}} works with another company to manage this chat. That company can read the messages.',
  privacyToFb: '{{name}} now uses a service of Meta to manage this chat. That service can read new messages.',
  privacyToBsp: '{{name}} now works with another company to manage this chat. That company can read new messages.',
  chatAssigned: 'The business gave this chat to one of its people.',
  chatPsa: 'This is a chat for official announcements.',
  chatUnassigned: 'This chat was no longer assigned to one of the business’ people.',
  botFirstParty: 'This business may answer with an automatic assistant from Meta.',
  coexInitSelf: 'This business manages this chat itself, with the WhatsApp Business app and a service beside it.',
  coexToSelf: 'This business now manages this chat itself, with the WhatsApp Business app and a service beside it.',
  botThirdParty: 'This business may answer with an automatic assistant from another company.',
  coexInit:
    'This business manages this chat with the WhatsApp Business app and other services. They may read the messages.',
  coexTransition:
    'This business now manages this chat with the WhatsApp Business app and other services. They may read new messages.',
  groupNotEncrypted: 'A business service takes part in this group and can read the messages.',
  dataSharingOptIn: 'You allowed this business to share data from this chat with other companies.',
  dataSharingOptOut: 'You no longer allow this business to share data from this chat with other companies.',
  chatLabelled: 'The business labelled this chat automatically.',
  liveVerified: '{{name}} is a verified business. WhatsApp confirms that this number belongs to it.',
  liveConfirmed: '{{name}} is a business account. Its number is confirmed, its name is not.',
  liveUnverified: '{{name}} is a business account. It is not verified.',
  liveBecameVerified: '{{name}} is now a verified business. WhatsApp confirms that this number belongs to it.',
  liveBecameConfirmed: 'The number of {{name}} is now confirmed. The name is not.',
  liveVerifiedToConfirmed:
    '{{name}} is no longer a verified business. Its number is still confirmed. Messages in this chat can be deleted again.',
  liveVerifiedToUnverified:
    '{{name}} is no longer a verified business, and its number is no longer confirmed. Messages in this chat can be deleted again.',
  liveConfirmedToUnverified: 'The number of {{name}} is no longer confirmed.',
  liveVerifiedToOrdinary:
    '{{name}} is no longer a business account, and no longer verified. Messages in this chat can be deleted again.',
  liveBecameOrdinary: '{{name}} is no longer a business account.',
  liveRenamed: 'This business has changed its name from {{formerName}} to {{name}}.',
  liveReadByBusiness: '{{name}} now manages this chat itself. Messages are end-to-end encrypted with the business.',
  liveReadByPlatform: '{{name}} manages this chat with a service of Meta, which can read the messages.',
  liveReadByCompany: '{{name}} manages this chat with another company, which can read the messages.',
  liveReadByBoth: '{{name}} manages this chat with another company and a service of Meta. Both can read the messages.',
  livePrivacyChanged: '{{name}} has changed how it handles the messages of this chat.',
  neutral: 'Something about this business account has changed.',
}
