<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes the tests' domain of the one that Payara brings: what listens does so on loopback only, at ports that the build
     found free; what the tests don't need doesn't listen at all, and nothing looks for or calls other machines. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <xsl:param name="domain"/>
    <xsl:param name="http.port"/>
    <xsl:param name="admin.port"/>
    <xsl:param name="jmx.port"/>
    <xsl:param name="postgresql.port"/>

    <xsl:template match="@* | node()">
        <xsl:copy>
            <xsl:apply-templates select="@* | node()"/>
        </xsl:copy>
    </xsl:template>

    <xsl:template match="/domain/property[@name = 'administrative.domain.name']/@value">
        <xsl:attribute name="value">
            <xsl:value-of select="$domain"/>
        </xsl:attribute>
    </xsl:template>

    <!-- As the guide makes it. -->
    <xsl:template match="/domain/resources">
        <resources>
            <xsl:apply-templates select="@* | node()"/>
            <jdbc-connection-pool name="FlipperPool" res-type="javax.sql.DataSource" steady-pool-size="0"
                    datasource-classname="org.postgresql.ds.PGSimpleDataSource" is-connection-validation-required="true"
                    connection-validation-method="table" validation-table-name="pg_am" fail-all-connections="true">
                <property name="url" value="jdbc:postgresql://127.0.0.1:{$postgresql.port}/postgres"/>
                <property name="user" value="postgres"/>
                <property name="password" value="none"/>
            </jdbc-connection-pool>
            <jdbc-resource jndi-name="jdbc/flipper" pool-name="FlipperPool"/>
            <jdbc-connection-pool name="FlipperXAPool" res-type="javax.sql.XADataSource" steady-pool-size="0"
                    datasource-classname="org.postgresql.xa.PGXADataSource" is-connection-validation-required="true"
                    connection-validation-method="table" validation-table-name="pg_am" fail-all-connections="true">
                <property name="url" value="jdbc:postgresql://127.0.0.1:{$postgresql.port}/postgres"/>
                <property name="user" value="postgres"/>
                <property name="password" value="none"/>
            </jdbc-connection-pool>
            <jdbc-resource jndi-name="jdbc/flipperxa" pool-name="FlipperXAPool"/>
            <!-- An idle thread of it keeps the application that was the first to need it, by default for a minute. -->
            <managed-executor-service jndi-name="concurrent/__defaultManagedExecutorService" object-type="system-all"
                    keep-alive-seconds="5"/>
        </resources>
    </xsl:template>

    <xsl:template match="/domain/servers/server[@name = 'server']">
        <server>
            <xsl:apply-templates select="@* | node()"/>
            <resource-ref ref="jdbc/flipper"/>
            <resource-ref ref="jdbc/flipperxa"/>
            <resource-ref ref="concurrent/__defaultManagedExecutorService"/>
        </server>
    </xsl:template>

    <xsl:template match="config[@name = 'server-config']/hazelcast-config-specific-configuration">
        <!-- Clustering, which opens ports and looks for other members. -->
        <hazelcast-config-specific-configuration enabled="false"/>
        <!-- Reports to Payara's makers. -->
        <phone-home-runtime-configuration enabled="false"/>
        <!-- REMOTE: no JMS broker in this process, nor a port for it. -->
        <jms-service type="REMOTE" default-jms-host="default_JMS_host">
            <jms-host name="default_JMS_host" host="127.0.0.1" port="7676"/>
        </jms-service>
    </xsl:template>

    <xsl:template match="config[@name = 'server-config']//network-listener">
        <network-listener address="127.0.0.1">
            <xsl:apply-templates select="@*"/>
            <xsl:choose>
                <xsl:when test="@name = 'http-listener-1'">
                    <xsl:attribute name="port"><xsl:value-of select="$http.port"/></xsl:attribute>
                </xsl:when>
                <xsl:when test="@name = 'admin-listener'">
                    <xsl:attribute name="port"><xsl:value-of select="$admin.port"/></xsl:attribute>
                </xsl:when>
                <xsl:otherwise>
                    <xsl:attribute name="enabled">false</xsl:attribute>
                </xsl:otherwise>
            </xsl:choose>
        </network-listener>
    </xsl:template>

    <xsl:template match="config[@name = 'server-config']//jmx-connector/@address">
        <xsl:attribute name="address">127.0.0.1</xsl:attribute>
        <xsl:attribute name="port"><xsl:value-of select="$jmx.port"/></xsl:attribute>
    </xsl:template>
    <xsl:template match="config[@name = 'server-config']//jmx-connector/@port"/>

    <xsl:template match="config[@name = 'server-config']//iiop-listener/@address">
        <xsl:attribute name="address">127.0.0.1</xsl:attribute>
        <xsl:attribute name="enabled">false</xsl:attribute>
    </xsl:template>

    <xsl:template match="config[@name = 'server-config']//jvm-options[contains(., 'org.apache.felix.shell.remote,')]">
        <jvm-options>
            <xsl:value-of select="substring-before(., 'org.apache.felix.shell.remote,')"/>
            <xsl:value-of select="substring-after(., 'org.apache.felix.shell.remote,')"/>
        </jvm-options>
    </xsl:template>

    <xsl:template match="config[@name = 'server-config']//jvm-options[. = '-Xmx512m']">
        <xsl:copy-of select="."/>
        <!-- Each collection clears soft references, as it does in a server that is short of memory. -->
        <jvm-options>-XX:SoftRefLRUPolicyMSPerMB=0</jvm-options>
        <!-- The embedded database, should anything use it, listens too. -->
        <jvm-options>-Dh2.bindAddress=127.0.0.1</jvm-options>
    </xsl:template>
</xsl:stylesheet>
