// Amounts as the pages of the server write them: cents only where there are any, and a true minus sign.

const euros = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" });

export const money = (amount) => euros.format(amount).replace("-", "\u2212");
