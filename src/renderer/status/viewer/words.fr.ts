import type { Translation } from '../../i18n/Translation.ts'
import type { viewer as english } from './words.en.ts'

/** The viewer of status updates. */
export const viewer: Translation<typeof english> = {
  title: 'Statut de {{name}}',
  mine: 'Mon statut',
  position: '{{name}}, {{number}} sur {{count}}, {{time}}',
  post: 'Statut : {{text}}',
  bar: 'Statut {{number}} sur {{count}}',
  previous: 'Précédent',
  next: 'Suivant',
  pause: 'Pause',
  play: 'Lecture',
  soundOff: 'Couper le son',
  soundOn: 'Remettre le son',
  options: 'Options du statut',
  withKey: '{{label}} ({{key}})',
  keys: {
    ArrowLeft: 'flèche gauche',
    ArrowRight: 'flèche droite',
    Space: 'barre d’espace',
    Escape: 'Échap',
    M: 'M',
  },
  over: 'Ce statut a expiré.',
  nothing: 'Il n’y a plus rien à montrer.',
  manual: 'Avance quand vous avancez',
  manualWhy: 'Votre système demande moins d’animations : les statuts ne démarrent pas et n’avancent pas d’eux-mêmes.',
  captionMore: 'Afficher toute la légende',
  captionLess: 'Réduire',
  file: {
    coming: 'Récupération du fichier…',
    percent: 'Récupération du fichier : {{percent}} %',
    network: 'Le fichier n’a pas pu être récupéré. Vérifiez la connexion.',
    gone: 'Le fichier n’est plus sur le serveur et votre téléphone ne l’a pas renvoyé.',
    tampered: 'Ce qui est arrivé n’est pas le fichier publié : il n’est donc pas affiché.',
    tooLarge: 'Le fichier est plus gros que ce que Pillion accepte.',
    kind: 'Ce fichier ne peut pas être affiché ici. Ouvrez-le sur votre téléphone.',
    disk: 'Le fichier n’a pas pu être enregistré. Le disque est-il plein ?',
  },
  reply: {
    label: 'Répondre',
    quick: 'Réponses rapides',
    with: 'Répondre avec {{emoji}}',
    sent: 'Réponse envoyée.',
    failed: 'Votre réponse n’a pas été envoyée. {{reason}}',
  },
  menu: {
    copy: 'Copier le texte',
  },
}
