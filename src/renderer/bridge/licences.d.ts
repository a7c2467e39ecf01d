/** Licences of the packages that are part of Pillion, collected at build time (scripts/build/licences.ts). */
declare module 'virtual:licences' {
  export const licences: { name: string; version: string; licence: string; text: string }[]
}
