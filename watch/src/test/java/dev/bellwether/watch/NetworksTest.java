package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.IpText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes reach the public internet and nothing else, in whatever dress an address comes.
class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.1, shared",
        "100.127.255.255, shared",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "169.254.169.254, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "198.18.0.1, benchmarking",
        "198.19.255.255, benchmarking",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "255.255.255.255, reserved",
        "::, unspecified",
        "::1, loopback",
        "::ffff:127.0.0.1, loopback",
        "::ffff:a00:1, private",
        "::10.0.0.1, private",
        "::ffff:0:10.0.0.1, private",
        "64:ff9b::10.0.0.1, private",
        "64:ff9b:1::1, NAT64",
        "2002:a00:1::, private",
        "2002:7f00:1::, loopback",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "fd12:3456::1, private",
        "fc00::1, private",
        "ff02::1, multicast",
        "2001:db8::1, documentation"
    })
    void whatIsNotPublicIsRefused(String address, String kind) {
        var parsed = IpText.parse(address).orElseThrow();
        assertThat(Networks.publicOnly().refusal(parsed).orElseThrow()).contains(kind);
        assertThat(Networks.all().refusal(parsed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::"
            })
    void whatIsPublicIsReached(String address) {
        assertThat(Networks.publicOnly().refusal(IpText.parse(address).orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.0.0/16, true",
        "10.2.2.3, 10.1.0.0/16, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.4, 10.1.2.3, false",
        "::ffff:10.1.2.3, 10.1.0.0/16, true",
        "64:ff9b::10.1.2.3, 10.1.0.0/16, true",
        "fd00::1, fd00::/8, true",
        "fd00::1, 0.0.0.0/0, false",
        "127.0.0.1, 0.0.0.0/0, true",
        "10.1.2.3, 10.1.2.0/31, false",
        "10.1.2.1, 10.1.2.0/31, true"
    })
    void aListOpensWhatItNames(String address, String block, boolean open) {
        var networks = Networks.allowing(List.of(block));
        assertThat(networks.refusal(IpText.parse(address).orElseThrow()).isEmpty()).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.0/-1", "x/8", "/8"})
    void aBlockThatIsNoneIsQuoted(String text) {
        assertThatThrownBy(() -> Networks.allowing(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.4.5",
                "0x1.2.3.4",
                "1..3.4",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::12345",
                "fe80::1%eth0",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "g::1"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpText.parse(text)).isEmpty();
    }
}
