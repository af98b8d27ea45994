#!/usr/bin/env bash
set -euo pipefail
# OpenPDF 2.0.5 (Maven Central), the free branch of the old iText, makes the PDFs of Java programs: reports, letters, certificates.
# Here it sets paragraphs with the font that it takes by itself; Poppler reads them.
# Guess: it has the letters of Western Europe, and draws a box, or says so, where it has none; a soft hyphen shows at the end of a
# line alone.
# Seen: Đinđić, Şahin and Cyrillic are right, by a larger font that it has within; and a sign that this font lacks is LEFT OUT, with
# no box and no word. The small 6 of 10⁶ is one: "10⁶ people" are "10 people", while 10² m is right. H₂O is HO, case C‑594/18
# with the hyphen that holds (U+2011) C594/18; of "北京 Beijing" and an Arabic name the Latin half is there. Each soft hyphen is
# printed, in the midst of the line: com-mit-tee.
# Who is hurt: numbers and names of a report, where the letters that a test tries are there. What to do: give a font that has all
# signs of the text, and look before whether it has (BaseFont.charExists).
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=com.github.librepdf:openpdf:2.0.5 >/dev/null
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.github.librepdf:openpdf:2.0.5 -DoutputDirectory="$work" >/dev/null
cat > Report.java <<'JAVA'
import com.lowagie.text.Document;
import com.lowagie.text.Paragraph;
import com.lowagie.text.pdf.PdfWriter;
import java.io.FileOutputStream;

public class Report {
    public static void main(String[] args) throws Exception {
        String[] lines = {
            "10\u2076 people", "10\u00b2 m", "H\u2082O", "case C\u2011594/18", "\u0110in\u0111i\u0107, \u015eahin",
            "\u0421\u043e\u0432\u0435\u0442", "\u5317\u4eac Beijing", "\u0627\u0644\u0633\u0644\u0627\u0645 peace", "com\u00admit\u00adtee",
        };
        Document report = new Document();
        PdfWriter.getInstance(report, new FileOutputStream("report.pdf"));
        report.open();
        for (String line : lines) report.add(new Paragraph(line));
        report.close();
    }
}
JAVA
java -cp openpdf-2.0.5.jar Report.java
pdftotext -layout report.pdf - | sed 's/^ *//; s/ *$//; s/\f//' | grep . | tee seen.txt
diff seen.txt - <<'KNOWN'
10 people
10² m
HO
case C594/18
Đinđić, Şahin
Совет
Beijing
peace
com-mit-tee
KNOWN
