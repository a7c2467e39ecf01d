import type { NoticeKind } from '../../shared/rules/notices.ts'

/** What yellow notices say, in French; see notices.en.ts. */
export const notices: Record<NoticeKind, string> = {
  nonVerified: 'À partir d’ici, ce compte professionnel n’était pas vérifié.',
  unverified: 'Ce compte professionnel n’était plus vérifié.',
  verified: 'Ce compte professionnel a été vérifié.',
  verifiedLowUnknown: 'Ce compte professionnel n’était confirmé que faiblement, ou pas du tout.',
  verifiedHigh: 'Cette entreprise était vérifiée. WhatsApp avait confirmé que le numéro lui appartient.',
  initialUnknown: 'Cette discussion a commencé avec un compte professionnel non vérifié.',
  initialLow:
    'Cette discussion a commencé avec un compte professionnel dont le numéro était confirmé, mais pas le nom.',
  initialHigh: 'Cette discussion a commencé avec une entreprise vérifiée.',
  anyToNone: 'Ce compte a cessé d’être un compte professionnel.',
  anyToHigh: 'Ce compte professionnel est devenu une entreprise vérifiée.',
  highToLow: 'Cette entreprise n’était plus vérifiée. Son numéro restait confirmé, son nom ne l’était plus.',
  highToUnknown: 'Cette entreprise n’était plus vérifiée et son numéro n’était plus confirmé.',
  unknownToLow: 'Le numéro de ce compte professionnel a été confirmé.',
  lowToUnknown: 'Le numéro de ce compte professionnel n’était plus confirmé.',
  noneToLow: 'Ce compte est devenu un compte professionnel au numéro confirmé.',
  noneToUnknown: 'Ce compte est devenu un compte professionnel non vérifié.',
  topToBottom: 'Ce compte professionnel officiel est devenu un compte professionnel ordinaire.',
  bottomToTop: 'Ce compte professionnel est devenu un compte professionnel officiel.',
  introTop: 'Vous écriviez avec un compte professionnel officiel.',
  introBottom: 'Vous écriviez avec un compte professionnel.',
  nameChange: 'Cette entreprise a changé de nom.',
  moveToConsumerApp: 'Cette entreprise est passée à l’application WhatsApp ordinaire.',
  migrationTop: 'WhatsApp a simplifié ses mentions : ce compte a été rangé parmi les comptes professionnels officiels.',
  migrationBottom: 'WhatsApp a simplifié ses mentions : ce compte a été rangé parmi les comptes professionnels.',
  bspFbToBspPremise:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages.',
  bspFbToSelfFb:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise elle-même avec un service de Meta. Ce service pouvait lire les messages.',
  bspFbToSelfPremise:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  bspFbUnverified:
    'Compte professionnel non vérifié : une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages.',
  bspFbUnverifiedToSelfPremiseVerified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise est devenue vérifiée.',
  bspFbVerified:
    'Compte professionnel vérifié : une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages.',
  bspFbVerifiedToSelfPremiseUnverified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise n’était plus vérifiée.',
  bspPremiseToSelfPremise:
    'Cette discussion, gérée jusque-là par une autre société, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  bspPremiseUnverified:
    'Compte professionnel non vérifié : une autre société gérait cette discussion pour l’entreprise. Cette société pouvait lire les messages.',
  bspPremiseUnverifiedToSelfPremiseVerified:
    'Cette discussion, gérée jusque-là par une autre société, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise est devenue vérifiée.',
  bspPremiseVerified:
    'Compte professionnel vérifié : une autre société gérait cette discussion pour l’entreprise. Cette société pouvait lire les messages.',
  bspPremiseVerifiedToSelfPremiseUnverified:
    'Cette discussion, gérée jusque-là par une autre société, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise n’était plus vérifiée.',
  consumerToBspFbUnverified:
    'Ce compte est devenu un compte professionnel non vérifié : une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages.',
  consumerToBspPremiseUnverified:
    'Ce compte est devenu un compte professionnel non vérifié : une autre société gérait cette discussion pour l’entreprise. Cette société pouvait lire les messages.',
  consumerToSelfFbUnverified:
    'Ce compte est devenu un compte professionnel non vérifié : l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages.',
  consumerToSelfPremiseUnverified:
    'Ce compte est devenu un compte professionnel non vérifié : l’entreprise gérait elle-même cette discussion. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  selfFbToBspPremise:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages.',
  selfFbToSelfPremise:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  selfFbUnverified:
    'Compte professionnel non vérifié : l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages.',
  selfFbUnverifiedToSelfPremiseVerified:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise est devenue vérifiée.',
  selfFbVerified:
    'Compte professionnel vérifié : l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages.',
  selfFbVerifiedToSelfPremiseUnverified:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à l’entreprise seule. Les messages étaient chiffrés de bout en bout avec l’entreprise. L’entreprise n’était plus vérifiée.',
  selfPremiseToBspPremise:
    'Cette discussion, gérée jusque-là par l’entreprise seule, est passée à une autre société. Cette société pouvait lire les messages.',
  selfPremiseUnverified:
    'Compte professionnel non vérifié : l’entreprise gérait elle-même cette discussion. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  selfPremiseVerified:
    'Compte professionnel vérifié : l’entreprise gérait elle-même cette discussion. Les messages étaient chiffrés de bout en bout avec l’entreprise.',
  toBspFb:
    'À partir d’ici, une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages.',
  toConsumer: 'Ce compte professionnel est devenu un compte ordinaire.',
  toSelfFb:
    'À partir d’ici, l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages.',
  unverifiedToBspFbVerified:
    'À partir d’ici, une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages. L’entreprise est devenue vérifiée.',
  unverifiedToBspPremiseVerified:
    'À partir d’ici, une autre société gérait cette discussion pour l’entreprise. Cette société pouvait lire les messages. L’entreprise est devenue vérifiée.',
  unverifiedToSelfFbVerified:
    'À partir d’ici, l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages. L’entreprise est devenue vérifiée.',
  unverifiedToVerified: 'Ce compte professionnel, non vérifié jusque-là, est devenu vérifié.',
  verifiedToBspFbUnverified:
    'À partir d’ici, une autre société gérait cette discussion pour l’entreprise avec un service de Meta. Cette société et Meta pouvaient lire les messages. L’entreprise n’était plus vérifiée.',
  verifiedToBspPremiseUnverified:
    'À partir d’ici, une autre société gérait cette discussion pour l’entreprise. Cette société pouvait lire les messages. L’entreprise n’était plus vérifiée.',
  verifiedToSelfFbUnverified:
    'À partir d’ici, l’entreprise gérait cette discussion avec un service de Meta. Ce service pouvait lire les messages. L’entreprise n’était plus vérifiée.',
  verifiedToUnverified: 'Ce compte professionnel, vérifié jusque-là, n’était plus vérifié.',
  bspFbUnverifiedToBspPremiseVerified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages. L’entreprise est devenue vérifiée.',
  bspFbUnverifiedToSelfFbVerified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise elle-même avec un service de Meta. Ce service pouvait lire les messages. L’entreprise est devenue vérifiée.',
  bspFbVerifiedToBspPremiseUnverified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages. L’entreprise n’était plus vérifiée.',
  bspFbVerifiedToSelfFbUnverified:
    'Cette discussion, gérée jusque-là par une autre société avec un service de Meta, est passée à l’entreprise elle-même avec un service de Meta. Ce service pouvait lire les messages. L’entreprise n’était plus vérifiée.',
  selfFbUnverifiedToBspPremiseVerified:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages. L’entreprise est devenue vérifiée.',
  selfFbVerifiedToBspPremiseUnverified:
    'Cette discussion, gérée jusque-là par l’entreprise elle-même avec un service de Meta, est passée à une autre société. Cette société pouvait lire les messages. L’entreprise n’était plus vérifiée.',
  blockContact: 'Ce contact a été bloqué ou débloqué.',
  privacyInitFb: '{{name}} gère cette discussion avec un service de Meta. Ce service peut lire les messages.',
  privacyInitBsp: '{{name}} gère cette discussion avec une autre société. Cette société peut lire les messages.',
  privacyToFb:
    '{{name}} gère désormais cette discussion avec un service de Meta. Ce service peut lire les nouveaux messages.',
  privacyToBsp:
    '{{name}} gère désormais cette discussion avec une autre société. Cette société peut lire les nouveaux messages.',
  chatAssigned: 'L’entreprise a confié cette discussion à l’un de ses collaborateurs.',
  chatPsa: 'Cette discussion sert aux annonces officielles.',
  chatUnassigned: 'Cette discussion n’était plus confiée à un collaborateur de l’entreprise.',
  botFirstParty: 'Cette entreprise peut répondre avec un assistant automatique de Meta.',
  coexInitSelf:
    'Cette entreprise gère elle-même cette discussion, avec l’application WhatsApp Business et un service en plus.',
  coexToSelf:
    'Cette entreprise gère désormais elle-même cette discussion, avec l’application WhatsApp Business et un service en plus.',
  botThirdParty: 'Cette entreprise peut répondre avec un assistant automatique d’une autre société.',
  coexInit:
    'Cette entreprise gère cette discussion avec l’application WhatsApp Business et d’autres services. Ils peuvent lire les messages.',
  coexTransition:
    'Cette entreprise gère désormais cette discussion avec l’application WhatsApp Business et d’autres services. Ils peuvent lire les nouveaux messages.',
  groupNotEncrypted: 'Un service d’entreprise participe à ce groupe et peut lire les messages.',
  dataSharingOptIn:
    'Vous avez autorisé cette entreprise à partager des données de cette discussion avec d’autres sociétés.',
  dataSharingOptOut:
    'Vous n’autorisez plus cette entreprise à partager des données de cette discussion avec d’autres sociétés.',
  chatLabelled: 'L’entreprise a étiqueté cette discussion automatiquement.',
  liveVerified: '{{name}} est une entreprise vérifiée. WhatsApp confirme que ce numéro lui appartient.',
  liveConfirmed: '{{name}} est un compte professionnel. Son numéro est confirmé, son nom ne l’est pas.',
  liveUnverified: '{{name}} est un compte professionnel. Il n’est pas vérifié.',
  liveBecameVerified: '{{name}} est désormais une entreprise vérifiée. WhatsApp confirme que ce numéro lui appartient.',
  liveBecameConfirmed: 'Le numéro de {{name}} est désormais confirmé. Son nom ne l’est pas.',
  liveVerifiedToConfirmed:
    '{{name}} n’est plus une entreprise vérifiée. Son numéro reste confirmé. Les messages de cette discussion peuvent de nouveau être supprimés.',
  liveVerifiedToUnverified:
    '{{name}} n’est plus une entreprise vérifiée et son numéro n’est plus confirmé. Les messages de cette discussion peuvent de nouveau être supprimés.',
  liveConfirmedToUnverified: 'Le numéro de {{name}} n’est plus confirmé.',
  liveVerifiedToOrdinary:
    '{{name}} n’est plus un compte professionnel et n’est plus vérifié. Les messages de cette discussion peuvent de nouveau être supprimés.',
  liveBecameOrdinary: '{{name}} n’est plus un compte professionnel.',
  liveRenamed: 'Cette entreprise a changé de nom. Elle s’appelait {{formerName}} et s’appelle maintenant {{name}}.',
  liveReadByBusiness:
    '{{name}} gère désormais elle-même cette discussion. Les messages sont chiffrés de bout en bout avec l’entreprise.',
  liveReadByPlatform: '{{name}} gère cette discussion avec un service de Meta, qui peut lire les messages.',
  liveReadByCompany: '{{name}} gère cette discussion avec une autre société, qui peut lire les messages.',
  liveReadByBoth:
    '{{name}} gère cette discussion avec une autre société et un service de Meta, qui peuvent lire les messages.',
  livePrivacyChanged: '{{name}} a changé sa façon de traiter les messages de cette discussion.',
  neutral: 'Quelque chose a changé dans ce compte professionnel.',
}
