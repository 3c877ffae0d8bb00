/**
 * What OpenSSL says of a certificate that it does not believe (X509_verify_cert_error_string), and what Node says of names.
 * By words, as some drivers put a code of their own in the place of OpenSSL's.
 */
const FAULTS: readonly (readonly [words: RegExp, fault: string])[] = [
  [/certificate's altnames/, 'it is for another name'],
  [/certificate has expired/, 'it has expired'],
  [/certificate is not yet valid/, 'it is not valid yet'],
  [
    /self-signed certificate in certificate chain|unable to (?:get|verify)/,
    'it is signed by an authority that this server does not know',
  ],
  [/self-signed certificate/, 'it is signed by itself'],
];

/** What is wrong with a certificate, by the message of an error; undefined where the error is of something else. */
export function tellCertificateFault(message: string): string | undefined {
  return FAULTS.find(([words]) => words.test(message))?.[1];
}
