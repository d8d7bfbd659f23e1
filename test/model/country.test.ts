import { describe, expect, test } from "vitest";
import { countryOfAddress, countryOfDestination } from "../../src/model/country.ts";

describe("a destination heading", () => {
  test.each([
    ["CHINA, PEOPLE'S REPUBLIC OF", "CN"],
    ["China, People's Republic of (China)", "CN"],
    ["the Peoples Republic of China (China)", "CN"],
    ["the Russian Federation (Russia)", "RU"],
    ["BURMA", "MM"],
    ["CRIMEA REGION OF UKRAINE", "UA"],
    ["UNITED ARAB EMIRATES", "AE"],
    ["the U.A.E.", "AE"],
    ["TURKEY", "TR"],
    ["TÜRKIYE", "TR"],
    ["VIETNAM", "VN"],
    ["SOUTH KOREA", "KR"],
    ["the Netherlands", "NL"],
    ["CONGO, DEMOCRATIC REPUBLIC OF THE", "CD"],
    ["CONGO, REPUBLIC OF THE", "CG"],
    ["LAOS", "LA"],
    ["NORTH MACEDONIA", "MK"],
    ["the Kyrgyz Republic (Kyrgyzstan)", "KG"],
    ["the Republic of Armenia", "AM"],
    ["the Hashemite Kingdom of Jordan (Jordan)", "JO"],
    ["the Republic of Korea", "KR"],
    ["the Republic of China", null],
  ])("%s is %s", (heading, country) => {
    expect(countryOfDestination(heading)).toBe(country);
  });

  test("that is no country has no code", () => {
    expect(countryOfDestination("ATLANTIS")).toBeNull();
    expect(countryOfDestination("New Jersey (Trenton)")).toBeNull();
    expect(countryOfDestination("")).toBeNull();
  });
});

describe("an address's country", () => {
  test.each([
    ["12 Harbour Road, Kowloon, Hong Kong", "HK"],
    ["12 Harbour Road, Kowloon, Hong Kong, China.", "HK"],
    ["Rua do Campo 5, Macau", "MO"],
    ["Room 5, Beijing 100176 China", "CN"],
    ["Beijing, P.R. China", "CN"],
    ["Novy Proezd 4, Moscow, Russia 117042", "RU"],
    ["P.O. Box 7, Dubai, U.A.E.", "AE"],
    ["Sama Tower, Dubai, U.A.E., P.O. Box 16048", "AE"],
    ["Mayfair, London, United Kingdom W1J7 LS", "GB"],
    ["Road Town, Tortola, Virgin Islands, British.", "VG"],
    ["Kelsterbach, Germany D-65451", "DE"],
    ["Kerch, Crimea 98310, Ukraine", "UA"],
    ["Simferopol, Crimea (Occupied)", "UA"],
    ["Juba, South Sudan", "SS"],
    ["Şişli, İstanbul, Türkiye", "TR"],
    ["Tbilisi, Georgia 0179", "GE"],
    ["St. Helier, Jersey", "JE"],
    ["Taipei, Taiwan, R.O.C.", "TW"],
  ])("%s: %s", (address, country) => {
    expect(countryOfAddress(address)).toBe(country);
  });

  test.each([
    "No. 6 Yong Xin Street, Chengdu",
    "5 Main Street, Atlanta, Georgia 30301",
    "10 Shore Road, Newark, New Jersey",
    "5 College Road, Hohhot, Inner Mongolia",
    "12 China St. 5",
    "",
  ])("%s names no country", (address) => {
    expect(countryOfAddress(address)).toBeNull();
  });

  test("is found at the end: a country in the middle does not count", () => {
    expect(countryOfAddress("Bank of China Tower, Singapore 208787")).toBe("SG");
  });
});
