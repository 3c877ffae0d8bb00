import i18next, { type TFunction } from 'i18next';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { en } from './en.ts';
import { createFormats, type Formats } from './formats.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

/** Languages by their own names; all but English are fetched when they are chosen. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT = 'ringledger.language';

interface Spoken extends Formats {
  readonly t: TFunction;
  readonly language: Language;
  readonly speak: (language: Language) => Promise<void>;
}

const Speech = createContext<Spoken | undefined>(undefined);

/** Before anything is shown: the language that was chosen here, else the browser's, else English. */
export async function startText(): Promise<void> {
  await i18next.init({
    resources: { en: { translation: en } },
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  });
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  await turnTo(wanted.find(isLanguage) ?? 'en');
}

/** What is said, in the language that is spoken now. */
export function useText(): Spoken {
  const spoken = use(Speech);
  if (spoken === undefined) throw new Error('text is used outside of its provider');
  return spoken;
}

export function TextProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(isLanguage(i18next.language) ? i18next.language : 'en');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = async (next: Language) => {
    localStorage.setItem(KEPT, next);
    await turnTo(next);
    setLanguage(next);
  };
  // A region of the browser's own says how dates and figures are written, as long as it is of this language.
  const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  return (
    <Speech value={{ t: i18next.getFixedT(language), language, speak, ...createFormats(locale) }}>
      {children}
    </Speech>
  );
}

async function turnTo(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    const { de } = await import('./de.ts');
    i18next.addResourceBundle('de', 'translation', de);
  }
  await i18next.changeLanguage(language);
}

function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && Object.hasOwn(LANGUAGES, text);
}
